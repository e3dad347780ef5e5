import { toXmlText } from '../model/xml-text.ts';

/** One line of plain text: white space folded, nothing that no document may hold. */
export function toPlainText(text: string): string {
  return toXmlText(text).replace(/\s+/g, ' ').trim();
}
