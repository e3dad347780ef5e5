import type { Catalog } from '../catalog/catalog.ts';
import { buildCustomFeed, type CustomFeed, parseCustomFeed } from '../catalog/custom-feed.ts';
import { deriveFeed } from '../catalog/derived-feed.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { FeedStatus } from '../model/feed-status.ts';
import { slugify, type TermKind } from '../model/term.ts';
import { type FeedName, feedIdOf, parseFeedName, pathOf } from './feed-address.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import type { Absence } from './representation-cache.ts';

interface FeedSources extends Pick<PublishDependencies, 'catalog'> {
  readonly store: Pick<PublishDependencies['store'], 'findTerm' | 'findCustomFeed'>;
  readonly site: Pick<PublishDependencies['site'], 'name'>;
}

export type FeedLookup = { readonly kind: 'found'; readonly definition: FeedDefinition } | Absence;

const MISSING: Absence = { kind: 'missing', what: 'feed' };

/** Finds a feed. `moved` if it was renamed, or if the slug or query has another spelling. `query` is that of a custom feed, without `?`. */
export async function findFeed(sources: FeedSources, name: FeedName, query = ''): Promise<FeedLookup> {
  const catalog = sources.catalog();
  const path = pathOf(name);
  const renamed = catalog.find(path) === undefined ? catalog.moves.get(path) : undefined;
  if (renamed !== undefined) return { kind: 'moved', id: renamed };
  switch (name.kind) {
    case 'defined':
      return foundOrMissing(catalog.find(name.id));
    case 'derived': {
      const slug = slugify(name.slug);
      if (slug !== '' && slug !== name.slug) return { kind: 'moved', id: `${name.term}/${slug}` };
      const term = await sources.store.findTerm(name.term, slug);
      return foundOrMissing(term && deriveFeed(name.term, term, sources.site.name, catalog.main));
    }
    case 'code': {
      const code = name.code.toLowerCase();
      if (code !== name.code) return { kind: 'moved', id: `c/${code}` };
      const kept = await sources.store.findCustomFeed(code);
      const custom = kept === undefined ? undefined : parseCustomFeed(new URLSearchParams(kept));
      if (custom === undefined || 'problem' in custom) return MISSING;
      return { kind: 'found', definition: await defineCustomFeed(sources, catalog, `c/${code}`, custom) };
    }
    case 'custom': {
      const custom = parseCustomFeed(new URLSearchParams(query));
      if ('problem' in custom) return { kind: 'invalid', problem: custom.problem };
      const id = feedIdOf(name, custom.query);
      if (custom.query !== query) return { kind: 'moved', id };
      return { kind: 'found', definition: await defineCustomFeed(sources, catalog, id, custom) };
    }
  }
}

/** Finds a feed by its path (`top`, `category/israel`, `c/abcdefgh`), under its present id; `undefined` where there is none. */
export async function findFeedByPath(sources: FeedSources, path: string): Promise<FeedDefinition | undefined> {
  const name = parseFeedName(path.split('/'));
  if (name === undefined || name.kind === 'custom') return undefined;
  const lookup = await findFeed(sources, name);
  // The id that a feed moved to never moves on to itself.
  if (lookup.kind === 'moved') return findFeedByPath(sources, lookup.id);
  return lookup.kind === 'found' ? lookup.definition : undefined;
}

export async function findFeedStatus(sources: FeedSources, path: string): Promise<FeedStatus> {
  const feed = await findFeedByPath(sources, path);
  if (feed === undefined) return { kind: 'missing' };
  return { kind: feed.id === path ? 'published' : 'moved', feed };
}

/** Finds the feed of a script or an embed frame. A renamed feed keeps its former id: snippets stay on pages for years. */
export async function findEmbeddedFeed(sources: FeedSources, name: FeedName): Promise<FeedLookup> {
  const { find, moves } = sources.catalog();
  const path = pathOf(name);
  const renamed = find(path) === undefined ? parseFeedName(moves.get(path)?.split('/') ?? []) : undefined;
  const lookup = await findFeed(sources, renamed ?? name);
  return lookup.kind === 'found' ? { ...lookup, definition: { ...lookup.definition, id: path } } : lookup;
}

function foundOrMissing(definition: FeedDefinition | undefined): FeedLookup {
  return definition === undefined ? MISSING : { kind: 'found', definition };
}

async function defineCustomFeed(
  { store, site }: FeedSources,
  { main }: Catalog,
  id: string,
  custom: CustomFeed,
): Promise<FeedDefinition> {
  const { select, exclude, search } = custom;
  const findLabels = async (kind: TermKind, slugs: readonly string[]): Promise<readonly string[]> =>
    Promise.all(slugs.map(async (slug) => (await store.findTerm(kind, slug))?.label ?? slug));
  const labelsOf = async ({ categories, tags, authors, languages }: typeof select): Promise<readonly string[]> => [
    ...(await findLabels('category', categories)),
    ...(await findLabels('tag', tags)),
    ...(await findLabels('author', authors)),
    ...languages,
  ];
  const selected = [...(await labelsOf(select)), ...(search === undefined ? [] : [`“${search}”`])];
  const excluded = (await labelsOf(exclude)).map((label) => `not ${label}`);
  return buildCustomFeed(id, custom, [...selected, ...excluded], site.name, main);
}
