// XML 1.0 (fifth edition), production 2: what is not a Char. Written as what is taken out; `u` makes a lone surrogate match alone.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Text without the code points that no XML document may hold: control characters, U+FFFE, U+FFFF, lone surrogates. */
export function toXmlText(text: string): string {
  return text.replace(NOT_XML, '');
}
