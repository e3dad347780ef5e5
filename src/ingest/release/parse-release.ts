import type { Author } from '../../model/article.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { type Checked, type Problem, showValue } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import { summarize } from '../summarize.ts';
import { findDate } from './find-date.ts';
import { findHeadline } from './find-headline.ts';
import { readLines } from './read-lines.ts';
import { readMailHeader } from './read-mail-header.ts';
import { readOpening } from './read-opening.ts';
import { renderParagraphs } from './render-paragraphs.ts';
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
  /** Why the stated date is not read. */
  readonly dateProblem?: Problem;
}

/** The file name for messages, and the source's rules for trailing matter. */
export interface ReleaseOptions {
  readonly file: string;
  readonly trailing?: readonly TrailingRule[];
}

/** Parses a release as it arrives by e-mail. A text without a headline or a body is a problem with its line. */
export function parseRelease(text: string, options: ReleaseOptions): Checked<Release> {
  const lines = readLines(text);
  const mail = readMailHeader(lines);
  const headline = findHeadline(mail, options.file);
  if (headline.kind === 'invalid') return headline;

  const { title, line, rest } = headline.value;
  const opening = readOpening(rest);
  const paragraphs = removeTrailing(opening.paragraphs, options.trailing, opening.byline).map(
    (paragraph) => paragraph.text,
  );
  if (paragraphs.length === 0) {
    const [first] = opening.paragraphs;
    const problem = {
      file: options.file,
      line: first?.line ?? line,
      field: 'body',
      expected: 'a body after the headline',
      got: first === undefined ? 'nothing' : `only what does not belong to an article: ${showValue(first.text)}`,
    };
    return { kind: 'invalid', problems: [problem] };
  }
  const [firstParagraph] = opening.paragraphs;
  const date = findDate(lines.slice(0, (firstParagraph?.line ?? 1) - 1), mail, options.file);
  return {
    kind: 'valid',
    value: omitUndefined({
      title,
      byline: opening.byline,
      dateline: opening.dateline,
      deck: opening.deck,
      paragraphs,
      summary: summarize(paragraphs),
      contentHtml: renderParagraphs(paragraphs),
      sentAt: date.at,
      dateProblem: date.problem,
    }),
  };
}
