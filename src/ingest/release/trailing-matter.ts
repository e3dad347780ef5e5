import type { Author } from '../../model/article.ts';
import { isBoilerplate, MAX_CALL_LENGTH } from '../is-boilerplate.ts';
import { endsSentence, isListItem, stripSymbols } from '../text-shape.ts';
import type { Paragraph } from './join-lines.ts';
import type { Line } from './read-lines.ts';
import { ABOUT, END_MARKERS, HEADINGS } from './trailing-patterns.ts';
import { buildTrailingTest, type TrailingRule } from './trailing-rule.ts';

/** Lengths in UTF-16 units: beyond these a paragraph is no call, no heading, no title in a list, no teaser under a title. */
const LONGEST_HEADING = 120;
const LONGEST_ITEM = 160;
const LONGEST_TEASER = 240;
const LONGEST_BUTTON = 60;
/** How many items may hang on a heading, and how many paragraphs a portrait of the agency may have. */
const MOST_ITEMS = 60;
const MOST_PORTRAIT = 3;
/** `--` before more lines than these is a division of the text, not a signature. */
const MOST_SIGNATURE_LINES = 12;

const QUOTE_AT_START = /^["'“‘«„]/u;
const WEB_ADDRESS = /(?:https?:\/\/|\bwww\.)\S/iu;

/** Cuts lines at a sure end marker (`###`, `-30-`, `ENDS`, a signature's `--`, `Notes to editors`) that has text before it. */
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

function isDivision(lines: readonly Line[], index: number): boolean {
  if (lines[index]?.text !== '--') return false;
  return lines.slice(index + 1).filter(({ text }) => text !== '').length > MOST_SIGNATURE_LINES;
}

/**
 * Drops what does not belong to the story: calls to share, comment, subscribe or give, promotion, other stories' titles with
 * the heading on which they hang, people to ask, portraits of the agency and of the authors, rights. It works from the end backwards and stops at the first
 * paragraph that it cannot explain, so what stands amid the story stays, however it begins. May leave nothing.
 */
export function dropTrailing(
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

/** Where the last thing before `end` that does not belong to the story begins; `end` itself where there is none. */
function findTail(paragraphs: readonly Paragraph[], end: number, isRuled: (text: string) => boolean): number {
  const last = paragraphs[end - 1]?.text;
  if (last === undefined) return end;
  if (isRuled(last) || isBoilerplate(last) || isHeading(last)) return end - 1;
  return findPortrait(paragraphs, end) ?? findList(paragraphs, end, isRuled) ?? end;
}

function findPortrait(paragraphs: readonly Paragraph[], end: number): number | undefined {
  for (let index = end - 1; index >= Math.max(0, end - 1 - MOST_PORTRAIT); index -= 1) {
    const who = ABOUT.exec(stripSymbols(paragraphs[index]?.text ?? ''))?.groups?.who;
    if (who === undefined) continue;
    const portrait = paragraphs[index + 1]?.text.toLowerCase();
    const certain = /^(?:us|author|writer|agency|ministry)/iu.test(who);
    if (portrait === undefined || certain || portrait.includes(who.toLowerCase())) return index;
  }
  return undefined;
}

/**
 * A heading, or a paragraph that a rule names, with titles and at most as many short teasers under it; or a call such as `Share
 * this:` with some words under it, which are the buttons of a page.
 */
function findList(
  paragraphs: readonly Paragraph[],
  end: number,
  isRuled: (text: string) => boolean,
): number | undefined {
  let titles = 0;
  let teasers = 0;
  let buttons = true;
  for (let index = end - 1; index >= Math.max(0, end - 1 - MOST_ITEMS); index -= 1) {
    const text = paragraphs[index]?.text ?? '';
    if (index < end - 1) {
      if (isHeading(text) || isRuled(text)) return teasers <= titles ? index : undefined;
      if (buttons && isBoilerplate(text)) return index;
    }
    const title = isTitle(text);
    if (!title && text.length > LONGEST_TEASER) return undefined;
    if (title) titles += 1;
    else teasers += 1;
    buttons &&= title && text.length <= LONGEST_BUTTON && !QUOTE_AT_START.test(text);
  }
  return undefined;
}

function isTitle(text: string): boolean {
  if (text.length > LONGEST_TEASER) return false;
  return (
    (text.length <= LONGEST_ITEM && !/[.。।]["'”’)\]]*$/u.test(text)) || isListItem(text) || WEB_ADDRESS.test(text)
  );
}

function isHeading(text: string): boolean {
  const bare = stripSymbols(text);
  return (
    bare.length <= LONGEST_HEADING &&
    !endsSentence(bare) &&
    !QUOTE_AT_START.test(text) &&
    HEADINGS.some((heading) => heading.test(bare))
  );
}

/** `Anna Lee is a reporter in Ardun.` where Anna Lee wrote the story. */
function isPortrait(text: string, author: string): boolean {
  if (text.length > MAX_CALL_LENGTH || !text.toLowerCase().startsWith(`${author.toLowerCase()} `)) return false;
  return /^(?:is|was|has|covers|lives|reports|serves|works|writes)\b/u.test(text.slice(author.length + 1));
}
