import type { Article } from './article.ts';
import type { FeedDefinition, Selection } from './feed-definition.ts';
import { slugify } from './term.ts';

/** Slugs and a language tag. */
export interface Facets {
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly language: string;
}

export function facetsOf(article: Pick<Article, 'categories' | 'tags' | 'byline' | 'language'>): Facets {
  return {
    categories: article.categories.map((term) => term.slug),
    tags: article.tags.map((term) => term.slug),
    authors: article.byline.map((author) => slugify(author.name)),
    language: article.language,
  };
}

export type FeedFilter = Pick<FeedDefinition, 'select' | 'also' | 'exclude'>;

/** OR inside a field, AND between fields, exclusions last. */
export function matchesFilter({ select, also, exclude }: FeedFilter, facets: Facets): boolean {
  return (
    matchesAllFields(select, facets) &&
    (also === undefined || matchesAllFields(also, facets)) &&
    !matchesAnyField(exclude, facets)
  );
}

function matchesAllFields(select: Selection, facets: Facets): boolean {
  return (
    (select.categories.length === 0 || hasAny(select.categories, facets.categories)) &&
    (select.tags.length === 0 || hasAny(select.tags, facets.tags)) &&
    (select.authors.length === 0 || hasAny(select.authors, facets.authors)) &&
    (select.languages.length === 0 || matchesLanguage(select.languages, facets.language))
  );
}

function matchesAnyField(exclude: Selection, facets: Facets): boolean {
  return (
    hasAny(exclude.categories, facets.categories) ||
    hasAny(exclude.tags, facets.tags) ||
    hasAny(exclude.authors, facets.authors) ||
    matchesLanguage(exclude.languages, facets.language)
  );
}

function hasAny(wanted: readonly string[], present: readonly string[]): boolean {
  return wanted.some((slug) => present.includes(slug));
}

/** Basic filtering of RFC 4647, section 3.3.1: `es` matches `es` and `es-MX`. */
function matchesLanguage(ranges: readonly string[], language: string): boolean {
  const tag = language.toLowerCase();
  return ranges.some((range) => {
    const prefix = range.toLowerCase();
    return tag === prefix || tag.startsWith(`${prefix}-`);
  });
}
