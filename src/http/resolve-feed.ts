import { parseCustomFeed } from '../catalog/custom-feed.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { slugify } from '../model/term.ts';
import { findDerivedFeed, findFeedByCode, nameCustomFeed } from '../publish/find-feed.ts';
import type { AppDependencies } from './app-dependencies.ts';
import { Failure, movedTo, notFound } from './failure.ts';
import { type FeedName, pathOf } from './feed-address.ts';

/**
 * The feed that an address names. 404 where there is none, 400 where a query makes no sense, and 301 to `toUrl(id)` where the feed has another
 * address: it was renamed, or the slug or the query is spelt otherwise.
 */
export async function resolveFeed(
  { catalog, store, site }: Pick<AppDependencies, 'catalog' | 'store' | 'site'>,
  name: FeedName,
  query: string,
  toUrl: (feedId: string) => string,
): Promise<FeedDefinition> {
  const current = catalog();
  const world = { store, site, catalog: current };
  const path = pathOf(name);
  const moved = current.moves.get(path);
  if (moved !== undefined && current.find(path) === undefined) throw movedTo(toUrl(moved));

  const definition = await findFeed();
  if (definition === undefined) throw notFound('such feed');
  return definition;

  async function findFeed(): Promise<FeedDefinition | undefined> {
    switch (name.kind) {
      case 'defined':
        return current.find(name.id);
      case 'derived': {
        const slug = slugify(name.slug);
        if (slug !== '' && slug !== name.slug) throw movedTo(toUrl(`${name.term}/${slug}`));
        return findDerivedFeed(world, name.term, slug);
      }
      case 'code': {
        const code = name.code.toLowerCase();
        if (code !== name.code) throw movedTo(toUrl(`c/${code}`));
        return findFeedByCode(world, code);
      }
      case 'custom': {
        const custom = parseCustomFeed(new URLSearchParams(query));
        if ('problem' in custom) throw new Failure(400, custom.problem);
        const id = custom.query === '' ? 'custom' : `custom?${custom.query}`;
        if (custom.query !== query) throw movedTo(toUrl(id));
        return nameCustomFeed(world, id, custom);
      }
    }
  }
}
