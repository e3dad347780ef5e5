import type { Timestamp } from '../../model/timestamp.ts';
import { scanMoment } from '../scan-moment.ts';
import { endsSentence, startsLowerCase } from '../text-shape.ts';
import { type Block, BYLINE, type Flow, SUBJECT } from './embargo-blocks.ts';
import { findAt, labelOf, QUOTED } from './embargo-labels.ts';
import { MAX_LABEL_LENGTH, type Mention, readEnd, readEndOf } from './embargo-mentions.ts';
import { findInSentence, SENTENCE_END } from './embargo-sentences.ts';
import { NO_EMBARGO, TRADE, UNTIL } from './embargo-wordings.ts';
import { isPure } from './embargo-words.ts';
import { isDateLine } from './find-date.ts';
import { unmask } from './unmask.ts';

/** A line of more words that ends with a full stop is a sentence; one with a comma if it has a few words. */
const MAX_LABEL_WORDS = 10;

const MAX_WORDS_WITH_COMMA = 3;

const SEPARATOR = /\s[-–—]+\s|--+|\*\*+|\/\/|[|•·:;()[\]{}<>«»]|,\s/gu;

const SPACED_LETTERS = /(?:\p{L} ){5,}\p{L}/u;

/** As `findInLine`. A word of embargoes that is not written plainly makes the embargo uncertain. */
export function findInText(text: string, flow: Flow, isSubject?: boolean): readonly Mention[] {
  const spaced = SPACED_LETTERS.exec(text)?.[0].replaceAll(' ', '');
  if (spaced !== undefined && /embargo|sperrfrist|hold/iu.test(spaced))
    return [{ start: 0, end: text.length, kind: 'bare' }];
  const plain = unmask(text);
  const found = findInLine(plain, flow, isSubject);
  if (plain === text || found.every(({ kind }) => kind === 'none')) return plain === text ? found : [];
  return [{ start: 0, end: text.length, kind: 'uncertain' }];
}

/** Finds the embargoes of a line: of the line as a whole, and of its parts between signs such as `|`, `-`, `(` and `:`. */
function findInLine(line: string, flow: Flow, isSubject = SUBJECT.test(line)): readonly Mention[] {
  if (line.length > MAX_LABEL_LENGTH) return [];
  if (NO_EMBARGO.test(line)) return [{ start: 0, end: line.length, kind: 'none' }];
  const flowAt = (start: number) => {
    const finished = /[.!?…]["”’)\]]* $/u.test(line.slice(0, start))
      ? endsSentence(line)
      : isSentence(line.slice(start));
    return flow === 'label' && finished ? 'prose' : flow;
  };
  const mentions: Mention[] = [];
  let reached = 0;
  for (const start of listStarts(line)) {
    if (start < reached) continue;
    const mention = findAt(line, start, flowAt(start));
    if (mention === undefined) continue;
    mentions.push(mention);
    reached = mention.end;
  }
  const finished = flow !== 'label' || (endsSentence(line) && line.split(' ').length > MAX_WORDS_WITH_COMMA);
  if (mentions.length > 0 || (finished && !isSubject)) return mentions;
  for (const start of listStarts(line)) {
    const inside = findInside(line.slice(start)) ?? (isSubject ? findInSentence(line.slice(start), false) : undefined);
    if (inside !== undefined) return [{ ...inside, start: inside.start + start, end: inside.end + start }];
  }
  return [];
}

function isSentence(text: string): boolean {
  return endsSentence(text) && text.split(' ').length > (text.includes(', ') ? MAX_WORDS_WITH_COMMA : MAX_LABEL_WORDS);
}

function listStarts(line: string): readonly number[] {
  const starts = [SEPARATOR, SENTENCE_END].flatMap((sign) =>
    [...line.matchAll(sign)].map((match) => match.index + match[0].length),
  );
  const spoken = (start: number) => QUOTED.test(line.slice(start)) && /[.!?…]["”’)\]]* $/u.test(line.slice(0, start));
  return [0, ...starts.toSorted((a, b) => a - b).filter((start) => !spoken(start))];
}

/** Finds `… embargoed until Friday` at the end of a label, and labels such as `9 a.m. Friday embargo`. */
function findInside(line: string): Mention | undefined {
  const match = /(?<=[\s(])(?:(?:strictly |under )*embarg\p{L}*|sperrfrist|hold for release)(?!\p{L})/iu.exec(line);
  if (match === null || TRADE.test(line.slice(0, match.index))) return undefined;
  const end = match.index + match[0].length;
  const label = labelOf(line.slice(end));
  if (isPure(label) && (UNTIL.test(label) || scanMoment(label).stated)) {
    return { ...readEnd(line, end), start: match.index };
  }
  // WHO embargo: 13 November, 9 a.m. Geneva time
  if (/^ ?:/u.test(line.slice(end)) && scanMoment(line.slice(end)).stated)
    return { start: 0, end: line.length, kind: 'uncertain' };
  const before = line.slice(0, end);
  if (!isPure(`${before}${label}`) || /\bthe\b/iu.test(before)) return undefined;
  const stated = before.split(' ').some((_word, index, words) => scanMoment(words.slice(index).join(' ')).stated);
  return { start: 0, end: end + label.length, kind: stated ? 'uncertain' : 'bare' };
}

/** An embargo can end on the next line, and the next line can make it uncertain. */
export function extend(block: Block, index: number, mention: Mention): Mention {
  const start = block.starts[index] ?? 0;
  const line = block.lines[index]?.text ?? '';
  if (mention.end < start + line.length || mention.kind === 'none') return mention;
  const below = block.lines[index + 1]?.text;
  if (below === undefined || findInLine(below, 'label').length > 0) return mention;
  const pure = isPure(below) && scanMoment(below).stated;
  if (mention.kind === 'certain') {
    if (isDateLine(below) && findLatest(below.replace(/^.*?: ?/u, '')) <= (mention.at ?? 0)) return mention;
    const continued = !BYLINE.test(below) && startsLowerCase(below) && !endsSentence(line);
    return continued || (pure && scanMoment(below).timed) ? { ...mention, kind: 'uncertain' } : mention;
  }
  if (!pure) return mention;
  const joined = readEndOf(`${line.slice(mention.start - start)} ${below}`);
  const end = (block.starts[index + 1] ?? 0) + below.length;
  return { ...joined, start: mention.start, end };
}

/** The moment of a date; without a zone, that of the last zone in which this time comes. */
function findLatest(date: string): Timestamp {
  return scanMoment(date).at ?? scanMoment(`${date} UTC-12`).at ?? Infinity;
}
