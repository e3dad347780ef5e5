/** The kinds of terms that have feeds of their own, `/feeds/{kind}/{slug}`. */
export const TERM_KINDS = ['category', 'tag', 'author'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** A category, tag or author: `label` is what people read, `slug` is used in addresses and definitions. */
export interface Term {
  readonly slug: string;
  readonly label: string;
}

/** A term, and how many public articles have it. */
export interface CountedTerm extends Term {
  readonly articles: number;
}

/**
 * The slug of a label: lower case, accents taken off Latin letters, letters and digits of every script kept, all else
 * one hyphen. `Middle East` is `middle-east`, `España` is `espana`, `תרבות` stays. Empty where nothing is left.
 */
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

/** The term of a label, white space folded. */
export function toTerm(label: string): Term {
  return { slug: slugify(label), label: label.trim().replace(/\s+/g, ' ') };
}
