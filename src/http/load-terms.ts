import { sortByLabel } from '../model/language.ts';
import type { TermKind } from '../model/term.ts';
import type { RouteDependencies } from './app-dependencies.ts';

const MAX_CHOICES = 60;

export async function loadTermChoices(dependencies: Pick<RouteDependencies, 'store' | 'catalog'>) {
  const languages = new Set(dependencies.catalog().feeds.map(({ language }) => language));
  return { ...(await loadTerms(dependencies, MAX_CHOICES)), languages: [...languages] };
}

/** The most frequent terms of each kind, in the alphabetical order of the newsroom's main language. */
export async function loadTerms({ store, catalog }: Pick<RouteDependencies, 'store' | 'catalog'>, limit: number) {
  const { language } = catalog().main;
  const list = async (kind: TermKind) => sortByLabel(await store.listVisibleTerms(kind, limit), language);
  return { categories: await list('category'), tags: await list('tag'), authors: await list('author') };
}
