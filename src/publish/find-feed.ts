import type { Catalog } from '../catalog/catalog.ts';
import { buildCustomFeed, type CustomFeed, parseCustomFeed } from '../catalog/custom-feed.ts';
import { type DerivedKind, deriveFeed } from '../catalog/derived-feed.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import type { ArticleStore, FeedTermKind } from '../store/article-store.ts';

/** What feeds that nobody defined are made of. */
export interface FeedWorld {
  readonly store: Pick<ArticleStore, 'findTerm' | 'findCustomFeed'>;
  readonly catalog: Catalog;
  readonly site: Pick<Site, 'name'>;
}

/** The feed of a category, tag or author; `undefined` where the public has never seen one of this slug. */
export async function findDerivedFeed(
  { store, catalog, site }: FeedWorld,
  kind: DerivedKind,
  slug: string,
): Promise<FeedDefinition | undefined> {
  const term = await store.findTerm(kind, slug);
  return term === undefined ? undefined : deriveFeed(kind, term, site.name, catalog.main);
}

/** The feed behind a short code; `undefined` where none was ever kept under it. */
export async function findFeedByCode(world: FeedWorld, code: string): Promise<FeedDefinition | undefined> {
  const query = await world.store.findCustomFeed(code);
  if (query === undefined) return undefined;
  const custom = parseCustomFeed(new URLSearchParams(query));
  return 'problem' in custom ? undefined : nameCustomFeed(world, `c/${code}`, custom);
}

/** A feed of one's own, its title in the newsroom's own words. */
export async function nameCustomFeed(
  { store, catalog, site }: FeedWorld,
  id: string,
  custom: CustomFeed,
): Promise<FeedDefinition> {
  const { select, exclude, search } = custom;
  const labels = async (kind: FeedTermKind, slugs: readonly string[]): Promise<readonly string[]> =>
    Promise.all(slugs.map(async (slug) => (await store.findTerm(kind, slug))?.label ?? slug));
  const chosen = [
    ...(await labels('category', select.categories)),
    ...(await labels('tag', select.tags)),
    ...(await labels('author', select.authors)),
    ...select.languages,
    ...(search === undefined ? [] : [`“${search}”`]),
  ];
  const left = [
    ...(await labels('category', exclude.categories)),
    ...(await labels('tag', exclude.tags)),
    ...(await labels('author', exclude.authors)),
    ...exclude.languages,
  ];
  return buildCustomFeed(id, custom, [...chosen, ...left.map((label) => `not ${label}`)], site.name, catalog.main);
}
