/** Text for use between tags or in a double-quoted attribute, in XML and in HTML. */
export function escapeMarkup(text: string): string {
  // The test is much cheaper than the replacement.
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => REFERENCES[character] ?? character) : text;
}

/** Text for use between tags only, as sanitize-html writes it: quotes stay. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
