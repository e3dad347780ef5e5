import type { Article } from './article.ts';
import type { FeedDefinition, Selection } from './feed-definition.ts';
import { slugify } from './term.ts';

/** The sides of an article by which feeds choose. */
export interface Facets {
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly language: string;
}

/** The facets of an article, as slugs. */
export function facetsOf(article: Pick<Article, 'categories' | 'tags' | 'byline' | 'language'>): Facets {
  return {
    categories: article.categories.map((term) => term.slug),
    tags: article.tags.map((term) => term.slug),
    authors: article.byline.map((author) => slugify(author.name)),
    language: article.language,
  };
}

/** By what a feed chooses. */
export type FeedFilter = Pick<FeedDefinition, 'select' | 'also' | 'exclude'>;

/** Whether a feed takes an article with these facets: OR inside a field, AND between fields, exclusions last. */
export function matchesFilter({ select, also, exclude }: FeedFilter, facets: Facets): boolean {
  return meets(select, facets) && (also === undefined || meets(also, facets)) && !excludes(exclude, facets);
}

function meets(select: Selection, facets: Facets): boolean {
  return (
    (select.categories.length === 0 || overlap(select.categories, facets.categories)) &&
    (select.tags.length === 0 || overlap(select.tags, facets.tags)) &&
    (select.authors.length === 0 || overlap(select.authors, facets.authors)) &&
    (select.languages.length === 0 || speaks(select.languages, facets.language))
  );
}

function excludes(exclude: Selection, facets: Facets): boolean {
  return (
    overlap(exclude.categories, facets.categories) ||
    overlap(exclude.tags, facets.tags) ||
    overlap(exclude.authors, facets.authors) ||
    speaks(exclude.languages, facets.language)
  );
}

function overlap(wanted: readonly string[], present: readonly string[]): boolean {
  return wanted.some((slug) => present.includes(slug));
}

/** RFC 4647, section 3.3.1 (basic filtering): a range takes itself and every longer tag that begins with it. */
function speaks(ranges: readonly string[], language: string): boolean {
  const tag = language.toLowerCase();
  return ranges.some((range) => {
    const prefix = range.toLowerCase();
    return tag === prefix || tag.startsWith(`${prefix}-`);
  });
}
