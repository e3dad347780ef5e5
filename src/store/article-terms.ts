import type { ArticleContent } from '../model/article.ts';
import { EMPTY_SELECTION, type Selection } from '../model/feed-definition.ts';
import { type Facets, facetsOf } from '../model/selection.ts';
import type { ArticleFilter } from './article-store.ts';
import type { IndexedTermKind } from './schema.ts';

export interface TermKey {
  readonly kind: IndexedTermKind;
  readonly slug: string;
}

export interface LabelledTerm extends TermKey {
  readonly label: string;
}

const AUDIO: LabelledTerm = { kind: 'audio', slug: '', label: '' };

/** An article meets it with at least one of these slugs. */
export interface TermCondition {
  readonly kind: IndexedTermKind;
  readonly slugs: readonly string[];
}

/** By key; none for `undefined`. */
export function listLabelledTerms(article: ArticleContent | undefined): ReadonlyMap<string, LabelledTerm> {
  if (article === undefined) return new Map();
  const facets = facetsOf(article);
  const terms: readonly LabelledTerm[] = [
    ...article.categories.map(({ slug, label }) => ({ kind: 'category' as const, slug, label })),
    ...article.tags.map(({ slug, label }) => ({ kind: 'tag' as const, slug, label })),
    ...article.byline.map(({ name }, nth) => ({
      kind: 'author' as const,
      slug: facets.authors[nth] ?? '',
      label: name,
    })),
    ...languageRanges(facets.language).map((slug) => ({ kind: 'language' as const, slug, label: slug })),
    ...(article.audio === undefined ? [] : [AUDIO]),
  ];
  // Reversed: of two labels with the same slug the first one stays.
  return new Map(terms.toReversed().map((term) => [termKeyText(term), term]));
}

export function listLostTerms(before: Facets, after: Facets | undefined): readonly TermKey[] {
  const kept = new Set(after === undefined ? [] : facetKeys(after).map(termKeyText));
  const lost = facetKeys(before).filter((key) => !kept.has(termKeyText(key)));
  return [...new Map(lost.map((key) => [termKeyText(key), key])).values()];
}

export function listConditions(selection: Selection, withAudio = false): readonly TermCondition[] {
  const conditions: readonly TermCondition[] = [
    { kind: 'category', slugs: selection.categories },
    { kind: 'tag', slugs: selection.tags },
    { kind: 'author', slugs: selection.authors },
    { kind: 'language', slugs: selection.languages.map((range) => range.toLowerCase()) },
    { kind: 'audio', slugs: withAudio ? [AUDIO.slug] : [] },
  ];
  return conditions
    .filter(({ slugs }) => slugs.length > 0)
    .map(({ kind, slugs }) => ({ kind, slugs: [...new Set(slugs)] }));
}

export function listFilterConditions(filter: Omit<ArticleFilter, 'exclude'>): readonly TermCondition[] {
  return [...listConditions(filter.select, filter.withAudio), ...listConditions(filter.also ?? EMPTY_SELECTION)];
}

export function termKeyText({ kind, slug }: TermKey): string {
  return `${kind}/${slug}`;
}

function facetKeys({ categories, tags, authors, language }: Facets): readonly TermKey[] {
  return [
    ...categories.map((slug) => ({ kind: 'category' as const, slug })),
    ...tags.map((slug) => ({ kind: 'tag' as const, slug })),
    ...authors.map((slug) => ({ kind: 'author' as const, slug })),
    ...languageRanges(language).map((slug) => ({ kind: 'language' as const, slug })),
  ];
}

/** Every range that matches a tag (RFC 4647, section 3.3.1): `es` and `es-mx` for `es-MX`. */
function languageRanges(tag: string): readonly string[] {
  const lower = tag.toLowerCase();
  const hyphens = [...lower.matchAll(/-/g)].map((hyphen) => lower.slice(0, hyphen.index));
  return [...hyphens, lower];
}
