import { toXmlText } from '../model/xml-text.ts';

/** One line of plain text: white space collapsed, characters removed that XML does not allow. */
export function toPlainText(text: string): string {
  return toXmlText(text).replace(/\s+/g, ' ').trim();
}
