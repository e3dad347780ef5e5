import type { ArticleId } from '../model/article.ts';
import { type Change, isNotice } from '../model/change.ts';
import type { FeedDefinition, Selection } from '../model/feed-definition.ts';
import type { Facets } from '../model/selection.ts';

/** Purged by every change. */
const ALL = 'all';
/** Purged by every correction, retraction and restoration: the store decides later which feeds tell of it. */
const NOTICES = 'notices';
/** A feed that selects more terms has `all` instead: 20 tags of this length are 4 KB of a response. */
const MAX_TERMS = 20;
const MAX_TAG_LENGTH = 200;

const PREFIXES = { categories: 'category', tags: 'tag', authors: 'author', languages: 'language' } as const;

/** The documents that any change can alter. */
export const TAGS_OF_LISTS: readonly string[] = [ALL];

/**
 * The tags of documents that show the newest articles of a feed: those of one of its conditions, because an article must meet each of them.
 * A defined feed also has a tag of its own, with which an operator can purge it.
 */
export function tagsOfFeed({ id, select }: Pick<FeedDefinition, 'id' | 'select'>): readonly string[] {
  const own = /^[a-z0-9-]+$/.test(id) && id !== 'custom' ? [`feed/${id}`] : [];
  return [...own, ...tagsOfSelection(select)];
}

/** The tags of a feed's own document, which also tells of corrections and retractions. */
export function tagsOfFeedDocument(definition: Pick<FeedDefinition, 'id' | 'select'>): readonly string[] {
  return [...tagsOfFeed(definition), NOTICES];
}

export function tagsOfArticles(ids: readonly ArticleId[]): readonly string[] {
  return ids.map((id) => `article/${id}`);
}

/** The tags of all documents that a change can alter. */
export function tagsOfChange({ kind, articleId, before, after }: Change): readonly string[] {
  return [
    ...new Set([
      ALL,
      ...(isNotice(kind) ? [NOTICES] : []),
      // Nothing about an article is kept before it is public.
      ...(kind === 'published' ? [] : tagsOfArticles([articleId])),
      ...[before, after].flatMap((facets) => (facets === undefined ? [] : tagsOfFacets(facets))),
    ]),
  ];
}

function tagsOfSelection(select: Selection): readonly string[] {
  const [shortest] = (['categories', 'tags', 'authors', 'languages'] as const)
    .filter((field) => select[field].length > 0)
    .map((field) => select[field].map((term) => tagOfTerm(PREFIXES[field], term)))
    .sort((a, b) => a.length - b.length);
  if (shortest === undefined || shortest.length > MAX_TERMS) return [ALL];
  return shortest.some((tag) => tag.length > MAX_TAG_LENGTH) ? [ALL] : shortest;
}

function tagsOfFacets({ categories, tags, authors, language }: Facets): readonly string[] {
  // A feed that selects `es` has articles in `es-MX`.
  const parts = language.split('-');
  const ranges = parts.map((_part, index) => parts.slice(0, index + 1).join('-'));
  return [
    ...categories.map((slug) => tagOfTerm('category', slug)),
    ...tags.map((slug) => tagOfTerm('tag', slug)),
    ...authors.map((slug) => tagOfTerm('author', slug)),
    ...ranges.map((range) => tagOfTerm('language', range)),
  ].filter((tag) => tag.length <= MAX_TAG_LENGTH);
}

/** Slugs may have letters of any script; the headers of CDNs need ASCII. */
function tagOfTerm(prefix: string, slug: string): string {
  return `${prefix}/${encodeURIComponent(slug.toLowerCase())}`;
}
