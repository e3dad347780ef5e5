import { findSentenceEnds } from './find-sentence-ends.ts';
import { isBoilerplate } from './is-boilerplate.ts';
import { endsSentence, isListItem } from './text-shape.ts';

/** The length of a summary in UTF-16 units, unless its first sentence is longer. */
const MAX_LENGTH = 300;
/** A first sentence is kept whole up to this multiple of the limit: 500 for 300. */
const MAX_FIRST_SENTENCE_FACTOR = 5 / 3;
/** A paragraph of this length, in UTF-16 units, is text and not a heading, even without a full stop. */
const MIN_TEXT_LENGTH = 100;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Takes as many whole sentences of the first paragraph of text as fit the limit, at least one. It prefers not to end inside a quotation.
 * Too long a first sentence is cut before a space, with `…`. Blank lines separate paragraphs of a string. Empty if there is no text.
 */
export function summarize(paragraphs: readonly string[] | string, limit: number = MAX_LENGTH): string {
  const text = findFirst(typeof paragraphs === 'string' ? paragraphs.split(/\n[^\S\n]*\n/u) : paragraphs);
  if (text === undefined) return '';

  const longest = Math.floor(limit * MAX_FIRST_SENTENCE_FACTOR);
  // A summary cannot reach further than this.
  const ends = findSentenceEnds(text.slice(0, longest * 4));
  const [first = text.length] = ends;
  if (first > longest) return cutAfterWord(text, limit);
  const fitting = ends.filter((end) => end <= limit);
  const end = fitting.findLast((candidate) => isBalanced(text.slice(0, candidate))) ?? fitting.at(-1) ?? first;
  return text.slice(0, end);
}

/** The first paragraph of text; if there is none, the first heading or list item. */
function findFirst(paragraphs: readonly string[]): string | undefined {
  let fallback: string | undefined;
  for (const paragraph of paragraphs) {
    const text = paragraph.trim().replace(/\s+/gu, ' ');
    if (!/[\p{L}\p{N}]/u.test(text) || isBoilerplate(text)) continue;
    if (!isHeading(text) && !isListItem(text)) return text;
    fallback ??= text;
  }
  return fallback;
}

function isHeading(text: string): boolean {
  return text.length < MIN_TEXT_LENGTH && !endsSentence(text) && !text.endsWith(':');
}

/** Whether all quotes and brackets are closed. German closes with the mark that English opens with. */
function isBalanced(text: string): boolean {
  const count = (character: string) => text.split(character).length - 1;
  return (
    count('"') % 2 === 0 &&
    (text.includes('„') || count('“') <= count('”')) &&
    count('«') === count('»') &&
    count('(') === count(')')
  );
}

/** Cuts before the last space that leaves room for the ellipsis; in text without spaces after a word, or else after a character. */
function cutAfterWord(text: string, limit: number): string {
  const space = text.lastIndexOf(' ', limit - 1);
  if (space > 0) return `${text.slice(0, space).replace(/[\s,;:–—-]+$/u, '')}…`;
  return `${takeSegments(words, text, limit - 1) || takeSegments(characters, text, limit - 1)}…`;
}

function takeSegments(segmenter: Intl.Segmenter, text: string, limit: number): string {
  let end = 0;
  for (const { index, segment } of segmenter.segment(text.slice(0, limit * 2))) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
