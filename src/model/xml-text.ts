// Every code point that is not a Char (XML 1.0, production 2). With `u`, only a lone surrogate matches \p{Surrogate}.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

// Several times faster than the replacement.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const MAY_BE_NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** Removes what XML forbids: control characters, U+FFFE, U+FFFF and lone surrogates. */
export function toXmlText(text: string): string {
  return MAY_BE_NOT_XML.test(text) || !text.isWellFormed() ? text.replace(NOT_XML, '') : text;
}
