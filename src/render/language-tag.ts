/** A language as a document may name it (RFC 4287, section 2: the syntax of BCP 47); `undefined` for what is none. */
export function toLanguageTag(language: string): string | undefined {
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? language : undefined;
}

/** Whether a language is written from right to left: by its script where the tag names one, by habit otherwise. */
export function isRightToLeft(language: string): boolean {
  const [primary = '', ...others] = language.toLowerCase().split('-');
  const script = others.find((part) => /^[a-z]{4}$/.test(part));
  return script === undefined ? RTL_LANGUAGES.has(primary) : RTL_SCRIPTS.has(script);
}

const RTL_SCRIPTS = new Set(['arab', 'hebr', 'nkoo', 'syrc', 'thaa']);
const RTL_LANGUAGES = new Set('ar arc ckb dv fa he iw ps sd syr ug ur yi'.split(' '));
