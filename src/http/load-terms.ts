import type { RouteDependencies } from './app-dependencies.ts';

/** Terms of each kind that a form offers; with more the reader would not find one. */
const MAX_CHOICES = 60;

/** Of a page that lists terms: any article can add one or remove one. */
export const ANY_CHANGE = { affectedBy: () => true };

/** The terms and languages that a custom feed can be chosen from. */
export async function loadTermChoices(dependencies: Pick<RouteDependencies, 'store' | 'catalog'>) {
  const languages = new Set(dependencies.catalog().feeds.map(({ language }) => language));
  return { ...(await loadTerms(dependencies, MAX_CHOICES)), languages: [...languages].toSorted() };
}

/** The categories, tags and authors with the most articles, at most `limit` of each. */
export async function loadTerms({ store }: Pick<RouteDependencies, 'store'>, limit: number) {
  return {
    categories: await store.listVisibleTerms('category', limit),
    tags: await store.listVisibleTerms('tag', limit),
    authors: await store.listVisibleTerms('author', limit),
  };
}
