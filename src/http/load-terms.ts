import type { RouteDependencies } from './app-dependencies.ts';

const MAX_CHOICES = 60;

/** Any article can add a term or remove one. */
export const ANY_CHANGE = { affectedBy: () => true };

export async function loadTermChoices(dependencies: Pick<RouteDependencies, 'store' | 'catalog'>) {
  const languages = new Set(dependencies.catalog().feeds.map(({ language }) => language));
  return { ...(await loadTerms(dependencies, MAX_CHOICES)), languages: [...languages].toSorted() };
}

export async function loadTerms({ store }: Pick<RouteDependencies, 'store'>, limit: number) {
  return {
    categories: await store.listVisibleTerms('category', limit),
    tags: await store.listVisibleTerms('tag', limit),
    authors: await store.listVisibleTerms('author', limit),
  };
}
