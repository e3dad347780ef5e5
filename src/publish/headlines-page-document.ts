import { affects, isOlder } from '../model/change.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../model/feed-definition.ts';
import { sortByLabel } from '../model/language.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Term } from '../model/term.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { renderHeadlines, trimHeadlines } from '../render/headlines.ts';
import { buildHeadlinesPage } from '../render/headlines-page.ts';
import { JSON_TYPE, liveDocument } from './build-document.ts';
import { formatCursor } from './cursor.ts';
import { filterOf, loadFeedWindow } from './feed-window.ts';
import type { HeadlinesQuery } from './headlines-query.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import type { BuiltDocument } from './representation-cache.ts';

const MAX_CATEGORIES = 60;

export async function buildHeadlinesPageDocument(
  dependencies: PublishDependencies,
  feed: FeedDefinition,
  query: HeadlinesQuery,
): Promise<BuiltDocument> {
  const { store, site, headers } = dependencies;
  const { count, after, search, category, language } = query;
  const definition = narrow(feed, search, category);
  const { articles, endsAt, affectedBy, tags } = await loadFeedWindow(store, definition, count, after);
  const page = buildHeadlinesPage(buildFeedDocument(site, feed, { articles }), {
    ...omitUndefined({ next: endsAt && formatCursor(endsAt) }),
    ...(language === undefined ? {} : { language, categories: await listCategories(dependencies, feed) }),
  });
  return liveDocument({
    body: renderHeadlines(trimHeadlines(page, query)),
    type: JSON_TYPE,
    headers: headers.document,
    tags,
    affectedBy(change, matchesSearch) {
      // Any article of the feed can add a category or remove one.
      if (language !== undefined) return affects(change, feed, undefined);
      const isNewer = after !== undefined && !isOlder({ publishedAt: change.publishedAt, id: change.articleId }, after);
      return !isNewer && affectedBy(change, matchesSearch);
    },
  });
}

function narrow(feed: FeedDefinition, search: string | undefined, category: string | undefined): FeedDefinition {
  const words = [feed.search, search].filter((part) => part !== undefined).join(' ');
  const also = category === undefined ? undefined : { ...EMPTY_SELECTION, categories: [category] };
  return { ...feed, ...omitUndefined({ search: words || undefined, also }) };
}

/** The newsroom's most frequent categories that articles of the feed have, in alphabetical order; without one that they all have. */
async function listCategories({ store }: PublishDependencies, feed: FeedDefinition): Promise<readonly Term[]> {
  const common = await store.listVisibleTerms('category', MAX_CATEGORIES);
  const [only, ...others] = feed.select.categories;
  const found: Term[] = [];
  for (const term of common) {
    if (others.length === 0 && only === term.slug) continue;
    const filter = filterOf(narrow(feed, undefined, term.slug));
    if ((await store.listVisible({ ...filter, limit: 1 })).length > 0) found.push(term);
  }
  return sortByLabel(found, feed.language);
}
