import { findSentenceEnds } from './find-sentence-ends.ts';
import { isBoilerplate } from './is-boilerplate.ts';
import { endsSentence, isListItem } from './text-shape.ts';

/** How long a summary is at most, in UTF-16 units, where its first sentence is not longer. */
const LIMIT = 300;
/** A first sentence longer than the limit stays whole up to this many times the limit: 500 for 300. */
const PATIENCE = 5 / 3;
/** From this length, in UTF-16 units, a paragraph without a stop at its end is text, not a heading. */
const SHORTEST_FRAGMENT = 100;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A summary of whole sentences from the first real paragraph: neither a call or promotion nor, where another follows, a heading
 * or an item of a list. As many sentences as fit the limit, at least one, preferably not ending within a quotation. Only a first sentence
 * beyond five thirds of the limit is cut, before a space within the limit, and ends in `…`. A string holds paragraphs
 * separated by blank lines. Empty where there is nothing to say.
 */
export function summarize(paragraphs: readonly string[] | string, limit: number = LIMIT): string {
  const text = findFirst(typeof paragraphs === 'string' ? paragraphs.split(/\n[^\S\n]*\n/u) : paragraphs);
  if (text === undefined) return '';

  const longest = Math.floor(limit * PATIENCE);
  // Sentences are looked for only as far as a summary can reach.
  const ends = findSentenceEnds(text.slice(0, longest * 4));
  const [first = text.length] = ends;
  if (first > longest) return cutBehindWord(text, limit);
  const fitting = ends.filter((end) => end <= limit && end <= text.length);
  const end = fitting.findLast((candidate) => isBalanced(text.slice(0, candidate))) ?? fitting.at(-1) ?? first;
  return text.slice(0, end);
}

/** The first paragraph that tells something; a heading or an item of a list where there is nothing else. */
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

/** Short, and neither a sentence nor the beginning of a list. */
function isHeading(text: string): boolean {
  return text.length < SHORTEST_FRAGMENT && !endsSentence(text) && !text.endsWith(':');
}

/** Whether every quotation and bracket that was opened is closed; German closes with the mark that English opens with. */
function isBalanced(text: string): boolean {
  const count = (character: string) => text.split(character).length - 1;
  return (
    count('"') % 2 === 0 &&
    (text.includes('„') || count('“') <= count('”')) &&
    count('«') === count('»') &&
    count('(') === count(')')
  );
}

/** Before the last space that leaves room for the ellipsis. Where nothing is spaced, behind a word, or else a character. */
function cutBehindWord(text: string, limit: number): string {
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
