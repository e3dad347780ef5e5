/** A category or a tag: what people read, and what stands in addresses and definitions. */
export interface Term {
  readonly slug: string;
  readonly label: string;
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
