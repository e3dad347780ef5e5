import { type Block, FIELD, findWrap } from './embargo-blocks.ts';
import { extend } from './embargo-lines.ts';
import { isContactNote, isQuoted, isUncertain, MAX_LABEL_LENGTH, type Mention, readEndOf } from './embargo-mentions.ts';
import { NO_EMBARGO } from './embargo-wordings.ts';
import { hasEnd, isCertain, isNote, isPure } from './embargo-words.ts';
import { unmask } from './unmask.ts';

/** A part of a block between two signs that can end a note. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** The number of its line. */
  readonly index: number;
  /** Whether it ends where a mail program may have wrapped a sentence. */
  readonly wraps: boolean;
}

/** Signs that end a piece of a text. */
const SIGNS = /[.!?…]{1,9}["”’)\]]{0,9}\s+|:\s|\s[-–—]+\s|--+|\*\*+|\/\/|[|•·;()[\]{}<>«»]/gu;

/** `Embargo: none`, also where more text follows. */
const NONE = /embargo: none/iu;

/** A shorter note at the end of a line that may be wrapped is no note. */
const MIN_WRAPPED_WORDS = 3;

/** Finds notes: pieces that say nothing but words of notes, outside of the mentions that are known. */
export function findNotes(block: Block, known: readonly Mention[]): readonly Mention[] {
  if (known.some(isUncertain)) return [];
  const plain = unmask(block.text) === block.text ? (text: string) => text : unmask;
  const textOf = (from: Piece, to = from) => plain(block.text.slice(from.start, to.end));
  const pieces = listPieces(block);
  const taken = known.toSorted((a, b) => a.start - b.start);
  let next = 0;
  const notes: Mention[] = [];
  for (let index = 0; index < pieces.length; index += 1) {
    const first = pieces[index];
    if (first === undefined || !isPure(textOf(first))) continue;
    let last = first;
    const texts = [textOf(first)];
    for (
      let below = pieces[index + 1];
      below !== undefined &&
      below.end - first.start <= MAX_LABEL_LENGTH &&
      isPure(textOf(below)) &&
      !(below.index > last.index && FIELD.test(textOf(below)));
      below = pieces[index + 1]
    ) {
      texts.push(textOf(below));
      last = below;
      index += 1;
    }
    const { start } = first;
    const { end } = last;
    const text = textOf(first, last);
    if (
      ![text, ...texts].some(isNote) ||
      NO_EMBARGO.test(text) ||
      NONE.test(block.text.slice(start, end + 6)) ||
      /["“«„]/u.test(text) ||
      isQuoted(block.text, start)
    )
      continue;
    if (last.wraps && (text.match(/\p{L}+/gu) ?? []).length < MIN_WRAPPED_WORDS) continue;
    const before = block.text.slice(Math.max(0, start - MAX_LABEL_LENGTH), start);
    if (isContactNote(before, text, block.text.slice(end, end + MAX_LABEL_LENGTH))) continue;
    while ((taken[next]?.end ?? end) <= start) next += 1;
    if ((taken[next]?.start ?? end) < end) continue;
    const lineEnd = (block.starts[last.index + 1] ?? block.text.length + 1) - 1;
    const rest = block.text.slice(end, Math.min(lineEnd, end + MAX_LABEL_LENGTH));
    notes.push(extend(block, last.index, { ...readNote(text, rest), start, end }));
  }
  return notes;
}

/** A note schedules the article if it states one certain moment, and nothing after it in its line or sentence takes it back. */
function readNote(text: string, rest: string): Pick<Mention, 'kind' | 'at'> {
  if (!hasEnd(text)) return { kind: 'bare' };
  if (!isCertain(text)) return { kind: 'uncertain' };
  const { kind, at } = readEndOf(/[.!?]\s*$/u.test(text) ? text : text + rest);
  return at === undefined ? { kind } : { kind, at };
}

function listPieces(block: Block): readonly Piece[] {
  const pieces: Piece[] = [];
  const width = block.lines.reduce((longest, { text }) => Math.max(longest, text.length), 0);
  let from = 0;
  for (const [index, { text }] of block.lines.entries()) {
    const start = block.starts[index] ?? 0;
    for (const sign of text.matchAll(SIGNS)) {
      const end = start + sign.index + sign[0].length;
      pieces.push({ start: from, end, index, wraps: false });
      from = end;
    }
    const below = block.lines[index + 1]?.text;
    const wrap = findWrap(text, below, width);
    if (wrap === 'certain') continue;
    pieces.push({ start: from, end: start + text.length, index, wraps: wrap === 'possible' });
    from = start + text.length;
  }
  return pieces;
}
