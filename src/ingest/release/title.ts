/** A longer line, in UTF-16 units, is not in bold. */
const MAX_DECORATED_LENGTH = 300;
export const HEADLINE_LABEL = /^(?:headline|head|title|titular|título|titel|überschrift|titre) ?: ?/iu;
/** `PRESS RELEASE - Ardun to Get a Bridge`, `UPDATE 2 - Ferry to sail again` */
const PREFIX =
  /^(?:subject|(?:press|news|media) release|(?:for )?immediate release|update \d+|nota de prensa|pressemitteilung|communiqué de presse) ?[-–—:]+ ?(?=\S)/iu;
/** Stars and underscores for bold and italics, and the codes of newswires. */
const DECORATION = /^(?:[*_]{1,3}(?=\S)(.*[^\s*_])[*_]{1,3}|\^(.*?)[<=]?)$/u;
const EMPHASIS = /(?<![\p{L}\p{N}*])\*(?![\s*])([^*]{0,300}[^\s*])\*(?![\p{L}\p{N}*])/gu;

/** The headline in a line or subject: without labels, stars and codes. */
export function toTitle(text: string): string {
  return removeDecoration(text).replace(HEADLINE_LABEL, '').replace(PREFIX, '') || text;
}

/** The text of a line without stars, underscores and codes around it. */
export function removeDecoration(text: string): string {
  const [, bold, coded] = text.length <= MAX_DECORATED_LENGTH ? (DECORATION.exec(text) ?? []) : [];
  return bold ?? coded ?? text;
}

/** Removes the stars that mail programs put around words in bold, as in `The Dean, *Jane Roe*, said`. */
export function removeEmphasis(text: string): string {
  return text.replace(EMPHASIS, '$1');
}
