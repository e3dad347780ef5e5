/** Each term of these kinds has a feed, `/feeds/{kind}/{slug}`. */
export const TERM_KINDS = ['category', 'tag', 'author'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** What a feed definition can select. The slug of a language is its tag in lower case. */
export type SelectedTermKind = TermKind | 'language';

/** A category, tag or author: `label` is what people read, `slug` is used in addresses and definitions. */
export interface Term {
  readonly slug: string;
  readonly label: string;
}

export interface CountedTerm extends Term {
  /** Public articles that have the term. */
  readonly articles: number;
}

/** `Middle East` becomes `middle-east`, `España` becomes `espana`, `תרבות` stays. Empty for a label without letters and digits. */
export function slugify(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

export function toTerm(label: string): Term {
  return { slug: slugify(label), label: label.trim().replace(/\s+/g, ' ') };
}
