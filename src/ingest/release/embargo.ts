import type { Timestamp } from '../../model/timestamp.ts';
import { isOrnament } from '../text-shape.ts';
import { SUBJECT, splitAtLines, splitBlocks } from './embargo-blocks.ts';
import { findInFileName } from './embargo-file-name.ts';
import { findInText } from './embargo-lines.ts';
import type { Mention } from './embargo-mentions.ts';
import { findInBlock } from './embargo-search.ts';
import type { Line } from './read-lines.ts';

/** What a release says of its embargo. An uncertain one refuses the release. */
type Embargo =
  | { readonly kind: 'none' }
  | { readonly kind: 'until'; readonly at: Timestamp; readonly line: number }
  | { readonly kind: 'uncertain'; readonly line: number; readonly text: string; readonly differs?: boolean };

/** An embargo, and the release without it. */
export interface FoundEmbargo {
  readonly embargo: Embargo;
  /** The lines that the embargo takes away; the text is the part of the line that goes. */
  readonly removed: readonly { readonly line: number; readonly text: string }[];
  /** All other lines. A line of which only a part goes has another text. */
  readonly lines: readonly Line[];
  /** The subject without the embargo. */
  readonly subject: string | undefined;
}

/**
 * Looks at every line of a release, also at those that other steps cut off, at the subject of its mail and at its file name. An embargo is a label, a short
 * line, a bracketed note or a sentence that addresses editors; other sentences about embargoes are the article's. Where the moment is
 * not certain, or two differ, the embargo is uncertain.
 */
export function findEmbargo(lines: readonly Line[], subject: string | undefined, file = ''): FoundEmbargo {
  const mentions: (Mention & { readonly line: number; readonly text: string })[] = [];
  const cuts = new Map<number, (readonly [number, number])[]>();
  for (const block of splitBlocks(lines)) {
    for (const mention of findInBlock(block)) {
      const parts = splitAtLines(block, mention);
      const [first] = parts;
      if (first === undefined) continue;
      mentions.push({ ...mention, line: first.line.line, text: first.line.text });
      for (const { line, start, end } of parts) {
        const ranges = cuts.get(line.line) ?? [];
        ranges.push([start, end]);
        cuts.set(line.line, ranges);
      }
    }
    // The release is refused: the rest does not matter.
    if (mentions.at(-1)?.kind === 'uncertain') break;
  }
  const inSubject = subject === undefined ? [] : findInText(subject, 'label', true);
  const subjectLine = lines.find(({ text }) => SUBJECT.test(text))?.line ?? 1;
  mentions.push(...inSubject.map((mention) => ({ ...mention, line: subjectLine, text: subject ?? '' })));

  const name = findInFileName(file);
  if (name !== undefined) mentions.push({ start: 0, end: 0, kind: 'bare', line: 1, text: name });

  return {
    embargo: decide(mentions),
    removed: lines.flatMap(({ line, text }) =>
      (cuts.get(line) ?? []).map(([start, end]) => ({ line, text: text.slice(start, end) })),
    ),
    lines: lines.map((line) => {
      const ranges = cuts.get(line.line);
      return ranges === undefined ? line : { ...line, text: cut(line.text, ranges) };
    }),
    subject:
      subject === undefined
        ? undefined
        : cut(
            subject,
            inSubject.map(({ start, end }) => [start, end]),
          ) || undefined,
  };
}

function decide(mentions: readonly (Mention & { readonly line: number; readonly text: string })[]): Embargo {
  const stated = mentions.filter(({ kind }) => kind !== 'none').toSorted((a, b) => a.line - b.line);
  const [first] = stated;
  if (first === undefined) return { kind: 'none' };
  const certain = stated.find(({ kind }) => kind === 'certain');
  const wrong =
    stated.find(({ kind, at }) => kind === 'uncertain' || (kind === 'certain' && at !== certain?.at)) ??
    (certain === undefined ? first : undefined);
  if (wrong !== undefined || certain?.at === undefined) {
    const { line, text } = wrong ?? first;
    return { kind: 'uncertain', line, text, differs: wrong?.kind === 'certain' };
  }
  return { kind: 'until', at: certain.at, line: certain.line };
}

/** A text without the ranges; empty if no letter or digit is left. */
function cut(text: string, ranges: readonly (readonly [number, number])[]): string {
  if (ranges.length === 0) return text;
  let rest = '';
  let index = 0;
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    rest += text.slice(index, Math.max(index, start));
    index = Math.max(index, end);
  }
  rest = (rest + text.slice(index)).replace(/ +/gu, ' ').trim();
  return isOrnament(rest) || /^\d{1,2}[.)]?$/u.test(rest) ? '' : rest;
}
