import type { ArticleContent } from '../model/article.ts';
import type { Selection } from '../model/feed-definition.ts';
import { type Facets, facetsOf } from '../model/selection.ts';
import type { ArticleFilter } from './article-store.ts';
import type { IndexedTermKind } from './schema.ts';

/** What an article or a change is found under. */
export interface TermKey {
  readonly kind: IndexedTermKind;
  readonly slug: string;
}

/** A term of an article, and what people call it. */
export interface LabelledTerm extends TermKey {
  readonly label: string;
}

/** The term of an article with sound. */
const AUDIO: LabelledTerm = { kind: 'audio', slug: '', label: '' };

/** What a selection asks of one field: any of these slugs. */
export interface TermCondition {
  readonly kind: IndexedTermKind;
  readonly slugs: readonly string[];
}

/** The terms of an article and what people call them, by key, each once; none for what the public may not see. */
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
  // Where two labels of an article have one slug, the first is the one.
  return new Map(terms.toReversed().map((term) => [termKeyText(term), term]));
}

/** The facets that `before` has and `after` has not, each once. */
export function listLostTerms(before: Facets, after: Facets | undefined): readonly TermKey[] {
  const kept = new Set(after === undefined ? [] : facetKeys(after).map(termKeyText));
  const lost = facetKeys(before).filter((key) => !kept.has(termKeyText(key)));
  return [...new Map(lost.map((key) => [termKeyText(key), key])).values()];
}

/** The fields of which a selection asks something, and sound where it has to be there. */
export function listConditions(selection: Selection, withAudio = false): readonly TermCondition[] {
  const asked: readonly TermCondition[] = [
    { kind: 'category', slugs: selection.categories },
    { kind: 'tag', slugs: selection.tags },
    { kind: 'author', slugs: selection.authors },
    { kind: 'language', slugs: selection.languages.map((range) => range.toLowerCase()) },
    { kind: 'audio', slugs: withAudio ? [AUDIO.slug] : [] },
  ];
  return asked.filter(({ slugs }) => slugs.length > 0).map(({ kind, slugs }) => ({ kind, slugs: [...new Set(slugs)] }));
}

/** What a filter asks of the articles that it takes. */
export function listFilterConditions({
  select,
  also,
  withAudio,
}: Omit<ArticleFilter, 'exclude'>): readonly TermCondition[] {
  return [...listConditions(select, withAudio), ...(also === undefined ? [] : listConditions(also))];
}

/** A term key as one string. */
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

/** Every range that takes a language tag (RFC 4647, section 3.3.1): what stands before each of its hyphens, and itself. */
function languageRanges(tag: string): readonly string[] {
  const lower = tag.toLowerCase();
  const hyphens = [...lower.matchAll(/-/g)].map((hyphen) => lower.slice(0, hyphen.index));
  return [...hyphens, lower];
}
