const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** The value of `lang` for a language: its canonical tag, or empty, which HTML reads as unknown, where the tag is no tag. */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? '';
  } catch {
    return '';
  }
}

/** The value of `dir` for text in a language (BCP 47), by the script in which it is written; `auto` where the tag is no tag. */
export function textDirection(language: string): 'ltr' | 'rtl' | 'auto' {
  try {
    const { script } = new Intl.Locale(language).maximize();
    return script !== undefined && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
  } catch {
    return 'auto';
  }
}
