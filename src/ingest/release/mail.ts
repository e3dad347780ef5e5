import { omitUndefined } from '../../model/omit-undefined.ts';
import { findEnd } from './mail-end.ts';
import { findHead } from './mail-head.ts';
import { type Notes, noteRemoved } from './notes.ts';
import { type Line, unquote, unquoteLine } from './read-lines.ts';

/** The text of a mail without its heads, quoted mails and signature. */
export interface MailText {
  /** The subject of the innermost head, without `Fwd:`, `Re:` and a list's `[name]`. */
  readonly subject?: string;
  readonly rest: readonly Line[];
}

/** A mail that was forwarded more often is cut. */
const MAX_FORWARDS = 20;
/** A covering note has at most as many words, and neither byline nor dateline. */
const MAX_NOTE_WORDS = 60;
const NOT_A_NOTE = /^(?:by|por|par|von) \p{Lu}|^(?!FYI\b)\p{Lu}[\p{Lu} .,'’-]{3,40}(?: \([^)]+\))? ?[-–—]/u;

/**
 * Takes the heads of mails, covering notes, quoted mails and the signature away.
 *
 * - Fields (RFC 5322) at the top are the head of the mail. Only known fields are read: `Gaza: three churches reopen` is none.
 * - Further down, two fields or more, or a marker (`Begin forwarded message:`), are the head of another mail. With a short note above
 *   it, the mail is forwarded: the note goes, and the text below the head counts. Otherwise it is quoted, and everything from it on goes.
 * - `On … wrote:`, lines with `> ` at the end, `Sent from my …`, a farewell or a rule (`____`) with a signature below it end the text.
 */
export function readMail(lines: readonly Line[], notes: Notes): MailText {
  let rest = lines;
  let subject: string | undefined;
  let forwards = 0;
  for (let head = findHead(rest); head !== undefined; head = findHead(rest)) {
    const above = rest.slice(0, head.start);
    forwards += 1;
    if (forwards > MAX_FORWARDS || !isCoveringNote(above, head.forwarded ? undefined : rest.slice(head.end))) {
      noteRemoved(notes, 'mail', 'a quoted mail', rest.slice(head.start));
      rest = above;
      break;
    }
    noteRemoved(notes, 'mail', 'a note above a forwarded mail', above);
    noteRemoved(notes, 'mail', 'the head of a mail', rest.slice(head.start, head.end));
    // The innermost message is the agency's.
    subject = head.subject ?? subject;
    rest = unquote(rest.slice(head.end));
  }
  const end = findEnd(rest, forwards > 0);
  if (end !== undefined) noteRemoved(notes, 'mail', end.rule, rest.slice(end.index));
  // A quotation that belongs to the text. `> 60 per cent` is none.
  const own = rest.slice(0, end?.index).map((line) => (/^(?:> ?)+\d/u.test(line.text) ? line : unquoteLine(line)));
  return omitUndefined({ subject, rest: own });
}

/** Whether lines are a note above a mail. Without a marker, the mail must be longer than its note. */
function isCoveringNote(above: readonly Line[], below: readonly Line[] | undefined): boolean {
  const count = countWords(above);
  return (
    count === 0 ||
    (count <= MAX_NOTE_WORDS &&
      (below === undefined || count < countWords(below)) &&
      !above.some(({ text }) => NOT_A_NOTE.test(text)))
  );
}

/** Counts up to a number that no covering note has. */
function countWords(lines: readonly Line[]): number {
  let count = 0;
  for (const { text } of lines) {
    if (text !== '') count += text.split(' ').length;
    if (count > MAX_NOTE_WORDS) break;
  }
  return count;
}
