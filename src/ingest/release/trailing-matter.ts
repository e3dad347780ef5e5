import type { Author } from '../../model/article.ts';
import { isBoilerplate, MAX_CALL_LENGTH } from '../is-boilerplate.ts';
import { endsSentence, isListItem, stripSymbols } from '../text-shape.ts';
import { joinLines, type Paragraph } from './body.ts';
import { hasContact } from './head-lines.ts';
import type { Line } from './read-lines.ts';
import { ABOUT, END_MARKERS, HEADINGS, LEGAL } from './trailing-patterns.ts';
import { buildTrailingTest, type TrailingRule } from './trailing-rule.ts';

/** Lengths in UTF-16 units. */
const MAX_HEADING_LENGTH = 120;
const MAX_TITLE_LENGTH = 160;
const MAX_TEASER_LENGTH = 240;
const MAX_BUTTON_LENGTH = 60;
/** Items below a heading, and paragraphs of a portrait of the agency. */
const MAX_ITEMS = 60;
const MAX_PORTRAIT_PARAGRAPHS = 3;
/** `--` before more lines divides the text and does not begin a signature. */
const MAX_SIGNATURE_LINES = 12;
/** A shorter sentence can be the motto of a signature. */
const MIN_SENTENCE_LENGTH = 60;

const QUOTE_AT_START = /^["'“‘«„]/u;
const WEB_ADDRESS = /(?:https?:\/\/|\bwww\.)\S/iu;

/** Cuts lines at the first end marker after some text: `###`, `-30-`, `ENDS`, the `--` of a signature, `Notes to editors`. */
export function cutAtEndMarker(lines: readonly Line[]): readonly Line[] {
  let hasText = false;
  for (const [index, { text }] of lines.entries()) {
    if (hasText && END_MARKERS.some((marker) => marker.test(text)) && !isDivision(lines, index)) {
      return lines.slice(0, index);
    }
    hasText ||= text.length > 40 || endsSentence(text);
  }
  return lines;
}

/** Whether `--` divides the text: many lines follow, or a sentence ends the text and nothing below is a contact or a notice. */
function isDivision(lines: readonly Line[], index: number): boolean {
  if (lines[index]?.text !== '--') return false;
  const below: Line[] = [];
  for (let next = index + 1; next < lines.length && below.length <= MAX_SIGNATURE_LINES; next += 1) {
    const line = lines[next];
    if (line !== undefined && line.text !== '') below.push(line);
  }
  if (below.length > MAX_SIGNATURE_LINES) return true;
  const last = joinLines(below).at(-1)?.text ?? '';
  return (
    endsSentence(last) &&
    last.length >= MIN_SENTENCE_LENGTH &&
    !below.some(({ text }) => hasContact(text) || WEB_ADDRESS.test(text) || isBoilerplate(text))
  );
}

/**
 * Removes trailing matter: calls to share, comment, subscribe or give, promotion, the titles of other articles with their heading, contacts,
 * portraits of the agency and the authors, rights. It works backwards from the end and stops at the first paragraph that it does not
 * recognise, so that nothing inside the article is removed. The result can be empty.
 */
export function removeTrailing(
  paragraphs: readonly Paragraph[],
  rules: readonly TrailingRule[] = [],
  byline: readonly Author[] = [],
): readonly Paragraph[] {
  const isRuled = buildTrailingTest(rules);
  const ruled = (text: string) => {
    const bare = stripSymbols(text);
    return isRuled(text, bare) || byline.some(({ name }) => isPortrait(bare, name));
  };
  let end = paragraphs.length;
  for (let start = findTail(paragraphs, end, ruled); start < end; start = findTail(paragraphs, end, ruled)) end = start;
  return paragraphs.slice(0, end);
}

/** The index at which the last trailing matter before `end` begins; `end` if there is none. */
function findTail(paragraphs: readonly Paragraph[], end: number, isRuled: (text: string) => boolean): number {
  const last = paragraphs[end - 1]?.text;
  if (last === undefined) return end;
  if (isRuled(last) || isBoilerplate(last) || isHeading(last)) return end - 1;
  return findPortrait(paragraphs, end) ?? findList(paragraphs, end, isRuled) ?? end;
}

/** A portrait begins with its heading: `About Harbour Wire`. It speaks of the sender by name. */
function findPortrait(paragraphs: readonly Paragraph[], end: number): number | undefined {
  for (let index = end - 1; index >= Math.max(0, end - 1 - MAX_PORTRAIT_PARAGRAPHS); index -= 1) {
    if (LEGAL.test(paragraphs[index]?.text ?? '')) return index;
    const { who, portrait: inline } = ABOUT.exec(stripSymbols(paragraphs[index]?.text ?? ''))?.groups ?? {};
    if (who === undefined) continue;
    const portrait = (inline ?? paragraphs[index + 1]?.text)?.toLowerCase();
    // `ABOUT THE HARBOUR FOUNDATION`; a heading of the article has no name in capitals.
    const certain = /^(?:us|uns|nosotros|nous|author|writer|agency|ministry)/iu.test(who) || !/\p{Ll}/u.test(who);
    if (portrait === undefined || certain || portrait.includes(who.toLowerCase())) return index;
  }
  return undefined;
}

/**
 * Finds a heading, or a paragraph that a rule matches, with titles and at most as many teasers below it; or a call such as `Share this:` with
 * the labels of buttons below it.
 */
function findList(
  paragraphs: readonly Paragraph[],
  end: number,
  isRuled: (text: string) => boolean,
): number | undefined {
  let titles = 0;
  let teasers = 0;
  let buttons = true;
  for (let index = end - 1; index >= Math.max(0, end - 1 - MAX_ITEMS); index -= 1) {
    const text = paragraphs[index]?.text ?? '';
    if (index < end - 1) {
      if (isHeading(text) || isRuled(text)) return teasers <= titles ? index : undefined;
      if (buttons && isBoilerplate(text)) return index;
    }
    const title = isTitle(text);
    if (!title && text.length > MAX_TEASER_LENGTH) return undefined;
    if (title) titles += 1;
    else teasers += 1;
    buttons &&= title && text.length <= MAX_BUTTON_LENGTH && !QUOTE_AT_START.test(text);
  }
  return undefined;
}

function isTitle(text: string): boolean {
  if (text.length > MAX_TEASER_LENGTH) return false;
  return (
    (text.length <= MAX_TITLE_LENGTH && !/[.。।]["'”’)\]]*$/u.test(text)) || isListItem(text) || WEB_ADDRESS.test(text)
  );
}

function isHeading(text: string): boolean {
  const bare = stripSymbols(text);
  return (
    bare.length <= MAX_HEADING_LENGTH &&
    !endsSentence(bare) &&
    !QUOTE_AT_START.test(text) &&
    HEADINGS.some((heading) => heading.test(bare))
  );
}

/** Whether a paragraph introduces the author: `Anna Lee is a reporter in Ardun.` */
function isPortrait(text: string, author: string): boolean {
  if (text.length > MAX_CALL_LENGTH || !text.toLowerCase().startsWith(`${author.toLowerCase()} `)) return false;
  return /^(?:is|was|has|covers|lives|reports|serves|works|writes)\b/u.test(text.slice(author.length + 1));
}
