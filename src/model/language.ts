/** A language tag (BCP 47) in its canonical form, `en-US` for `en-us`; `undefined` where the text is not a language tag. */
export function findCanonicalTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    // ECMA-402, section 6.2.1: a RangeError for a tag that is not well-formed.
    return undefined;
  }
}

/** A language tag (BCP 47) as it is written; `undefined` where the text is not a language tag. */
export function toLanguageTag(text: string): string | undefined {
  return findCanonicalTag(text) === undefined ? undefined : text;
}

/** The region counts too: Punjabi is right to left in Pakistan (`pa-PK`). `auto` where the text is not a language tag. */
export function textDirection(language: string): 'ltr' | 'rtl' | 'auto' {
  return findDirection(language) ?? 'auto';
}

/** `undefined` where the text is not a language tag. */
export function findDirection(language: string): 'ltr' | 'rtl' | undefined {
  if (toLanguageTag(language) === undefined) return undefined;
  return new Intl.Locale(language).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
}

/** `Anna Lee, Tomas Lind and Ruth Cohen`, as the language writes it. */
export function formatList(texts: readonly string[], language: string): string {
  return new Intl.ListFormat(localesFor(language), { type: 'conjunction' }).format(texts);
}

/** In the alphabetical order of a language: `Ägypten` before `Zypern`, and `Österreich` after both in Swedish. */
export function sortByLabel<Labelled extends { readonly label: string }>(
  items: readonly Labelled[],
  language: string,
): readonly Labelled[] {
  const { compare } = new Intl.Collator(localesFor(language));
  return items.toSorted((a, b) => compare(a.label, b.label));
}

/** English where the language is not known, and never the machine's own. */
function localesFor(language: string): readonly string[] {
  return [findCanonicalTag(language) ?? 'en', 'en'];
}
