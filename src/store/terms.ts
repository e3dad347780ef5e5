import type { Article } from '../model/article.ts';
import type { Selection } from '../model/feed-definition.ts';
import { type Facets, facetsOf } from '../model/selection.ts';
import type { TermKind } from './schema.ts';

/** What an article or a change is found under. */
export interface TermKey {
  readonly kind: TermKind;
  readonly slug: string;
}

/** What a selection asks of one field: any of these slugs. */
export interface Asked {
  readonly kind: TermKind;
  readonly slugs: readonly string[];
}

/** The terms of an article and what people call them, by key, each once; none for what the public may not see. */
export function labelledTerms(article: Article | undefined): ReadonlyMap<string, TermKey & { readonly label: string }> {
  if (article === undefined) return new Map();
  const facets = facetsOf(article);
  const labels = {
    category: article.categories.map((term) => term.label),
    tag: article.tags.map((term) => term.label),
    author: article.byline.map((author) => author.name),
    language: [],
  };
  const slugs = slugsOf(facets);
  return new Map(
    termKeys([facets]).map((key) => [
      keyText(key),
      { ...key, label: labels[key.kind][slugs[key.kind].indexOf(key.slug)] ?? key.slug },
    ]),
  );
}

/** The terms of some facets, each once. */
export function termKeys(facets: readonly Facets[]): readonly TermKey[] {
  const keys = facets.flatMap((one) =>
    Object.entries(slugsOf(one)).flatMap(([kind, slugs]) => slugs.map((slug) => ({ kind: kind as TermKind, slug }))),
  );
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}

/** The fields of which a selection asks something. */
export function askedOf(selection: Selection): readonly Asked[] {
  const asked: readonly Asked[] = [
    { kind: 'category', slugs: selection.categories },
    { kind: 'tag', slugs: selection.tags },
    { kind: 'author', slugs: selection.authors },
    { kind: 'language', slugs: selection.languages.map((range) => range.toLowerCase()) },
  ];
  return asked.filter(({ slugs }) => slugs.length > 0).map(({ kind, slugs }) => ({ kind, slugs: [...new Set(slugs)] }));
}

/** A term key as one string. */
export function keyText({ kind, slug }: TermKey): string {
  return `${kind}/${slug}`;
}

function slugsOf(facets: Facets): Readonly<Record<TermKind, readonly string[]>> {
  return {
    category: facets.categories,
    tag: facets.tags,
    author: facets.authors,
    language: languageRanges(facets.language),
  };
}

/** Every range that takes a language tag (RFC 4647, section 3.3.1): what stands before each of its hyphens, and itself. */
function languageRanges(tag: string): readonly string[] {
  const lower = tag.toLowerCase();
  const hyphens = [...lower.matchAll(/-/g)].map((hyphen) => lower.slice(0, hyphen.index));
  return [...hyphens, lower];
}
