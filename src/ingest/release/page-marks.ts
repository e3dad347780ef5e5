import { endsSentence, isOrnament, startsLowerCase } from '../text-shape.ts';
import type { Line } from './read-lines.ts';

const NUMBER = '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine)';
/** Whole lines that divide pages and takes. */
const PAGE_MARKS: readonly RegExp[] = [
  // -more- · (MORE) · [MORE FOLLOWS] · more...
  `[-–—*([ ]*(?:MORE(?: FOLLOWS)?|More follows|mehr folgt|(?<=[-–—*([ ])more|more(?= ?(?:\\.\\.\\.|…|[-–—*)\\]])))[-–—*)\\] .…]*`,
  // Page 2 · Page Two -- Ferry · Page 2 of 2
  `(?:[-–— ]*)page ${NUMBER}(?: of ${NUMBER})?(?: ?(?:--|[-–—/|:]) ?.{1,60})?[-–— ]*`,
  // Ferry to Skarholm / Page 2 of 2
  `.{1,80} ?(?:--|[-–—/|]) ?page ${NUMBER}(?: of ${NUMBER})?`,
  // Skarholm Ferry - Add One · 1st Add: Skarholm Ferry · add 1
  `(?:.{1,60} ?[-–—/] ?)?add ${NUMBER}`,
  `(?:\\d(?:st|nd|rd|th)|first|second|third) add\\b.{0,60}`,
].map((source) => new RegExp(`^(?:${source})$`, source.includes('MORE') ? 'u' : 'iu'));
/** `2/2`: a mark only beside another one. */
const FRACTION = /^\(?\d{1,2} ?\/ ?\d{1,2}\)?$/u;
const MAX_MARK_LENGTH = 150;

/** Takes page marks out of the text. A sentence that a page break divides continues across it. */
export function takePageMarks(lines: readonly Line[]): {
  readonly removed: readonly Line[];
  readonly rest: readonly Line[];
} {
  const removed: Line[] = [];
  const rest: Line[] = [];
  const marks = lines.filter(({ text }) => isMark(text) || FRACTION.test(text)).length;
  let afterMark = false;
  for (const line of lines) {
    if (isMark(line.text) || (marks > 1 && FRACTION.test(line.text))) {
      removed.push(line);
      afterMark = true;
      continue;
    }
    if (afterMark && startsLowerCase(line.text)) joinAcross(rest);
    if (!isOrnament(line.text)) afterMark = false;
    rest.push(line);
  }
  return { removed, rest };
}

function isMark(text: string): boolean {
  return text.length <= MAX_MARK_LENGTH && PAGE_MARKS.some((mark) => mark.test(text));
}

/** Removes the blank lines at the end, if the text before them is not finished. */
function joinAcross(lines: Line[]): void {
  const last = lines.findLastIndex(({ text }) => !isOrnament(text));
  const text = lines[last]?.text;
  if (text !== undefined && !endsSentence(text) && !text.endsWith(':')) lines.splice(last + 1);
}
