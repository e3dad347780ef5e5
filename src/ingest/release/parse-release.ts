import type { Author } from '../../model/article.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { type Checked, type Problem, showValue } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import type { Removed } from '../folder/folder-kind.ts';
import { summarize } from '../summarize.ts';
import { takeCredits } from './credits.ts';
import { decodeRelease } from './decode.ts';
import { takeEditorsNotes } from './editors-notes.ts';
import { findEmbargo } from './embargo.ts';
import { asksToWait } from './embargo-requests.ts';
import { findDate } from './find-date.ts';
import { findHeadline } from './headline.ts';
import { readMail } from './mail.ts';
import { type Notes, noteRemoved } from './notes.ts';
import { readOpening } from './opening.ts';
import { takePageMarks } from './page-marks.ts';
import { decodeRawMail } from './raw-mail.ts';
import { type Line, readLines, unquoteLine } from './read-lines.ts';
import { renderParagraphs } from './render-paragraphs.ts';
import { removeEmphasis } from './title.ts';
import { removeTrailing } from './trailing-matter.ts';
import type { TrailingRule } from './trailing-rule.ts';

/** The parts of a plain-text release. Texts are plain Unicode, as typed, except for white space and invisible characters. */
export interface Release {
  readonly title: string;
  /** Empty if the release names no author. */
  readonly byline: readonly Author[];
  /** `JERUSALEM (Agency News)`, without the dash that follows it. */
  readonly dateline?: string;
  /** The subheading between headline and byline or dateline. It is not part of the paragraphs. */
  readonly deck?: string;
  /** At least one. Without the dateline and the trailing matter. */
  readonly paragraphs: readonly string[];
  /** Whole sentences of the first paragraph. */
  readonly summary: string;
  /** A `<p>` for each paragraph. */
  readonly contentHtml: string;
  /** The date that the release or its mail states. */
  readonly sentAt?: Timestamp;
  /** The article is not published before. */
  readonly embargoUntil?: Timestamp;
  /** What the sender says to editors. It is kept and never published. */
  readonly editorsNote?: string;
  /** What was removed, in the order of the steps. */
  readonly removed: readonly Removed[];
  /** What an editor should look at. */
  readonly warnings: readonly Problem[];
}

/** In UTF-16 units. A long speech has 60 000; later steps take seconds for a hundred times as much. */
const MAX_TEXT_LENGTH = 500_000;
const MAX_TEXT_LINES = 20_000;
const ONE_EMBARGO = 'one embargo, or the same in all lines';
const EXPECTED_EMBARGO =
  'an embargo with date, time and zone such as 13 November 2026, 09:00 GMT (reword the line if it is no embargo)';

/** The file name for messages, and the source's rules for trailing matter. */
export interface ReleaseOptions {
  readonly file: string;
  readonly trailing?: readonly TrailingRule[];
}

/** Reads a release as it arrives: the bytes of a text or of a raw mail. */
export async function readRelease(bytes: Uint8Array, options: ReleaseOptions): Promise<Checked<Release>> {
  const notes: Notes = { removed: [], warnings: [] };
  const mail = await decodeRawMail(options.file, bytes);
  if (mail?.kind === 'invalid') return mail;
  if (mail !== undefined) {
    const { text, hidden, attachedTexts } = mail.value;
    for (const name of attachedTexts) notes.warnings.push(ignoredAttachment(options.file, name));
    return parseRelease(text, options, notes, hidden);
  }
  const decoded = decodeRelease(options.file, bytes, notes);
  return decoded.kind === 'invalid' ? decoded : parseRelease(decoded.value, options, notes);
}

function ignoredAttachment(file: string, name: string): Problem {
  const got = showValue(name);
  return { file, field: 'attachment', expected: 'the text in the mail', got, solved: `ignored the attachment ${got}` };
}

/**
 * Parses the text of a release in steps, each in a file of its own. A text without a headline or a body is a problem with its line, and
 * so is an embargo whose end is not certain. `hidden` is text that is not published, but whose embargo counts.
 */
export function parseRelease(
  text: string,
  options: ReleaseOptions,
  notes: Notes = { removed: [], warnings: [] },
  hidden = '',
): Checked<Release> {
  const split = splitText(options.file, 'a text', text);
  if (split.kind === 'invalid') return split;
  const splitHidden = splitText(options.file, 'HTML and attachments', hidden);
  if (splitHidden.kind === 'invalid') return splitHidden;
  const lines = split.value;
  const mail = readMail(lines, notes);
  const hiddenLines = splitHidden.value.map((line) => ({ ...line, line: lines.length + line.line }));
  const { embargo, subject, ...found } = findEmbargo([...lines, ...hiddenLines], mail.subject, options.file);
  if (embargo.kind === 'uncertain')
    return refuse(options.file, 'embargo', embargo, embargo.differs ? ONE_EMBARGO : EXPECTED_EMBARGO);
  noteRemoved(notes, 'embargo', 'a line of the embargo', found.removed);
  const open = new Map(found.lines.map((line) => [line.line, line]));
  const rest = mail.rest.flatMap((line) => {
    const kept = open.get(line.line);
    return kept === undefined ? [] : [line.text.startsWith('>') ? kept : unquoteLine(kept)];
  });

  const noted = takeEditorsNotes(rest);
  noteRemoved(notes, "editors' notes", 'a note to editors', noted.removed);
  const headline = findHeadline({ subject, rest: noted.rest }, options.file, notes);
  if (headline.kind === 'invalid') return headline;
  const { title, line } = headline.value;
  const marked = takePageMarks(headline.value.rest);
  noteRemoved(notes, 'body', 'a page mark', marked.removed);
  const plain = marked.rest.map((each) => ({ ...each, text: removeEmphasis(each.text) }));
  const opening = readOpening(plain, notes);
  const trimmed = removeTrailing(opening.paragraphs, options.trailing, opening.byline);
  const credited = takeCredits(trimmed, opening.byline);
  noteRemoved(notes, 'byline', 'a credit, now in the byline', trimmed.slice(credited.paragraphs.length));
  const kept = removeTrailing(credited.paragraphs, options.trailing, opening.byline);
  noteRemoved(notes, 'trailing matter', 'not part of the article', [
    ...credited.paragraphs.slice(kept.length),
    ...opening.paragraphs.slice(trimmed.length),
  ]);
  const paragraphs = kept.map(({ text }) => removeEmphasis(text));
  const [first] = opening.paragraphs;
  if (paragraphs.length === 0) {
    return refuse(
      options.file,
      'body',
      first ?? { line },
      'a body after the headline',
      'only what does not belong to an article: ',
    );
  }
  const aside = notes.removed.find(
    ({ step, text: removed }) => step !== 'embargo' && asksToWait(removed, undefined, true),
  );
  if (aside !== undefined && embargo.kind === 'none') return refuse(options.file, 'embargo', aside, EXPECTED_EMBARGO);
  const date = findDate(lines.slice(0, (first?.line ?? 1) - 1), mail, options.file);
  if (date.problem !== undefined) notes.warnings.push(date.problem);
  return {
    kind: 'valid',
    value: omitUndefined({
      title,
      byline: credited.byline,
      dateline: opening.dateline,
      deck: opening.deck,
      paragraphs,
      summary: summarize(paragraphs),
      contentHtml: renderParagraphs(paragraphs),
      sentAt: date.at,
      embargoUntil: embargo.kind === 'until' ? embargo.at : undefined,
      editorsNote: noted.note,
      ...notes,
    }),
  };
}

function splitText(file: string, what: string, text: string): Checked<readonly Line[]> {
  const expected = `${what} of at most ${MAX_TEXT_LENGTH} characters and ${MAX_TEXT_LINES} lines`;
  const tooLarge = (got: string): Checked<never> => ({ kind: 'invalid', problems: [{ file, expected, got }] });
  if (text.length > MAX_TEXT_LENGTH) return tooLarge(`${text.length} characters`);
  const lines = readLines(text);
  return lines.length > MAX_TEXT_LINES ? tooLarge(`${lines.length} lines`) : { kind: 'valid', value: lines };
}

function refuse(
  file: string,
  field: string,
  { line, text }: { readonly line: number; readonly text?: string },
  expected: string,
  got = '',
): Checked<never> {
  return {
    kind: 'invalid',
    problems: [{ file, line, field, expected, got: text === undefined ? 'nothing' : `${got}${showValue(text)}` }],
  };
}
