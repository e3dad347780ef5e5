import type { Timestamp } from '../../model/timestamp.ts';
import { scanMoment } from '../scan-moment.ts';
import { endsSentence, isOrnament, startsLowerCase } from '../text-shape.ts';
import {
  ADDRESSES,
  type Following,
  IMMEDIATE,
  NO_EMBARGO,
  TRADE,
  UNTIL,
  VOCABULARY,
  WORDINGS,
} from './embargo-wordings.ts';
import { isDateLine } from './find-date.ts';
import type { Line } from './read-lines.ts';
import { unmask } from './unmask.ts';

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

/** A part of a text that states an embargo. */
interface Mention {
  readonly start: number;
  readonly end: number;
  /** `bare` states no end: certain if another mention does. `none` is a label such as `Embargo: none`. */
  readonly kind: 'certain' | 'uncertain' | 'bare' | 'none';
  readonly at?: Timestamp;
}

/** Lines without a blank line between them, joined with spaces, and where each line begins in the text. */
interface Block {
  readonly lines: readonly Line[];
  readonly text: string;
  readonly starts: readonly number[];
}

/** A label is no longer, in UTF-16 units. */
const MAX_LABEL_LENGTH = 300;
/** A line of more words that ends with a full stop is a sentence; one with a comma if it has a few words. */
const MAX_LABEL_WORDS = 10;
const MAX_WORDS_WITH_COMMA = 3;
/** Only this much of a sentence is read, in UTF-16 units. */
const MAX_SENTENCE_LENGTH = 600;
/** A mail program wraps no shorter line, in UTF-16 units. */
const MIN_WRAPPED_LENGTH = 40;

/** A block without any of these has no embargo. */
const TRIGGER =
  /embar|sperr|gesperrt|frei|אמברגו|נשר|לפרס|نشر|releas|publi|broadcast|\bus(?:e|ed)\b|\badv|\b(?:hold|held|hfr|for|run|lift|print|share|post|private|confidential|not|do|don['’]t|no|ne|nicht|erst|pas|não|non)\b|difu|diffus|divulg|veröff|verwend|sendung|reten|kill|withh|restrict|prohib|interdi|blackout|\blive\b|vertraulich|erst|parution|(?:\p{L} ){5}/iu;
const SEPARATOR = /\s[-–—]+\s|--+|\*\*+|\/\/|[|•·:;()[\]{}<>«»]|,\s/gu;
/** Signs, numbers and words before a wording. */
const LEAD =
  /^(?:[^\p{L}\p{N}“"«‘]|\d{1,2}[.)]\s|(?:nb|n\.b\.|please note(?: that)?|note(?: that)?|important|attention|atención|achtung|warning|reminder|status|eds?|editors?|x|kindly|please|bitte|also|strictly|absolutely|confidential(?! until)|and)(?![\p{L}-])[.:,!]?)*/iu;
/** The signs before an embargo at the end of a line. */
const OPEN_END = /[\s([{<*|:;,•·~/–—-]+$/u;
const SUBJECT = /^subject ?:/iu;
const QUOTED = /^[“"«‘„]/u;
/** The end of a label or sentence. */
const LABEL_END = /^\s*(?:$|[:;.!?)\]*|>•~]|[-–—]+(?=\s|$)|--)/u;
/** What makes a moment uncertain after all. */
const DOUBT =
  /\b(?:tbc|tba|tbd|confirm\w*|provisional\w*|approx\w*|circa|expected|subject|changed?|earlier|later|unless|except\w*|or|local|print|online|paper|plus|estimated)\b/iu;
const MIDNIGHT = /(?<![\d:T])(?:00[:.h]00|0 ?h(?: ?00)?|0[:.]00|0000)(?![:\d])/iu;
const SENTENCE_END =
  /(?<!(?<!\p{L})(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|[Nn]o|[Ss]t|[ap]\.m))[.!?…]["”’)\]]*\s+(?=["“([*_~]*[\p{Lu}\p{N}])/gu;
/** `The report says the country is under embargo` is the article's. */
const REPORTED = /\b(?:says?|said|shows?|finds?|found|claims?|argues?|warns?|tells?)\b/iu;
/** `The embargo lifts on Friday, the minister said` too. */
const REPORTED_AFTER = /,(?: [\p{L}'’-]+){1,6}? (?:said|says|told|added)(?!\p{L})/u;
const CAPITALS = [
  /(?<![\p{L}“"«‘])(?:(?:STRICTLY|STRICT|UNDER|SOUS|BAJO|ACHTUNG) )*(?:EMBARG(?:O|OED)|SPERRFRIST|HOLD FOR RELEASE|NOT FOR (?:PUBLICATION|RELEASE)|DO NOT (?:PUBLISH|RELEASE|USE)|KILL|HOLD|ADV\d{1,2}|ADVANCE (?:COPY|TEXT|FOR))(?!\p{L})/gu,
];
/** After a bracket that has no other text. */
const BRACKET = /(?<=[([{])(?=[^()[\]{}]{3,120}[)\]}])/gu;
const NOTE_FOLLOWINGS: readonly Following[] = ['anything', 'until', 'label', 'alone'];
const SPACED_LETTERS = /(?:\p{L} ){5,}\p{L}/u;
const BYLINE = /^(?:by|par|por|von)\b/iu;

/**
 * Looks at every line of a release, also at those that other steps cut off, and at the subject of its mail. An embargo is a label, a short
 * line, a bracketed note or a sentence that addresses editors; other sentences about embargoes are the article's. Where the moment is
 * not certain, or two differ, the embargo is uncertain.
 */
export function findEmbargo(lines: readonly Line[], subject: string | undefined): FoundEmbargo {
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

function splitBlocks(lines: readonly Line[]): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if ((lines[index]?.text ?? '') !== '') continue;
    if (index > from) blocks.push(joinBlock(lines.slice(from, index)));
    from = index + 1;
  }
  return blocks;
}

function joinBlock(lines: readonly Line[]): Block {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of lines) {
    starts.push(length);
    length += text.length + 1;
  }
  return { lines, text: lines.map(({ text }) => text).join(' '), starts };
}

/** The lines, and the parts of them, that a mention covers. */
function splitAtLines(block: Block, { start, end }: Mention) {
  const parts: { readonly line: Line; readonly start: number; readonly end: number }[] = [];
  for (let index = findLine(block.starts, start); (block.starts[index] ?? end) < end; index += 1) {
    const line = block.lines[index];
    const from = block.starts[index] ?? 0;
    if (line === undefined) break;
    const part = { line, start: Math.max(0, start - from), end: Math.min(line.text.length, end - from) };
    if (part.start < part.end) parts.push(part);
  }
  return parts;
}

/** The index of the line that holds a position; a search by halves, since a block can have 100 000 lines. */
function findLine(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
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

function findInBlock(block: Block): readonly Mention[] {
  if (!TRIGGER.test(unmask(block.text))) return [];
  const mentions: Mention[] = [];
  for (const [index, { text }] of block.lines.entries()) {
    const start = block.starts[index] ?? 0;
    if ((mentions.at(-1)?.end ?? 0) > start) continue;
    const flow = findFlow(block, index);
    const found = findInText(text, flow);
    for (const mention of found.length > 0 || flow !== 'label' ? found : findInSentences(text)) {
      mentions.push(extend(block, index, { ...mention, start: start + mention.start, end: start + mention.end }));
    }
    const below = block.lines[index + 1]?.text;
    // A word that is divided at the end of the line: `EMBAR-`, `GOED UNTIL FRIDAY`.
    if (
      below !== undefined &&
      dividesWord(text, below) &&
      findInText(text + unquoted(below), 'label').some(isUncertain)
    ) {
      mentions.push({ start, end: start + text.length + 1 + below.length, kind: 'uncertain' });
    }
    if (mentions.at(-1)?.kind === 'uncertain') break;
  }
  return [...mentions, ...findInSentences(block.text, mentions)];
}

/** Whether the end of a line and the beginning of the next are a word of embargoes. */
function dividesWord(text: string, below: string): boolean {
  const word = `${/\p{L}+-$/u.exec(text.slice(-12))?.[0] ?? ''}${unquoted(below).slice(0, 12)}`;
  return text.endsWith('-') && unmask(word) !== word;
}

function unquoted(text: string): string {
  return text.replace(/^(?:> ?)+/u, '');
}

function isUncertain({ kind }: Mention): boolean {
  return kind === 'uncertain';
}

/** As `findInLine`. A word of embargoes that is not written plainly makes the embargo uncertain. */
function findInText(text: string, flow: Flow, isSubject?: boolean): readonly Mention[] {
  const spaced = SPACED_LETTERS.exec(text)?.[0].replaceAll(' ', '');
  if (spaced !== undefined && /embargo|sperrfrist|hold/iu.test(spaced))
    return [{ start: 0, end: text.length, kind: 'bare' }];
  const plain = unmask(text);
  const found = findInLine(plain, flow, isSubject);
  if (plain === text || found.every(({ kind }) => kind === 'none')) return plain === text ? found : [];
  return [{ start: 0, end: text.length, kind: 'uncertain' }];
}

/** Finds sentences that address editors, outside of the mentions that are known. */
function findInSentences(text: string, known: readonly Mention[] = []): readonly Mention[] {
  const mentions: Mention[] = [];
  let next = 0;
  for (const sentence of splitSentences(text)) {
    const end = sentence.start + sentence.text.length;
    while ((known[next]?.end ?? end) <= sentence.start) next += 1;
    if ((known[next]?.start ?? end) < end) continue;
    const mention = findInSentence(sentence.text, isQuoted(text, sentence.start));
    if (mention !== undefined) mentions.push({ ...mention, start: sentence.start, end });
  }
  return mentions;
}

/**
 * How a line is read: as a `label` or a sentence of its own; as `prose`, of which a mail program wrapped the end; or as the `continuation` of
 * such a line.
 */
type Flow = 'label' | 'prose' | 'continuation';

function findFlow({ lines }: Block, index: number): Flow {
  const text = lines[index]?.text ?? '';
  const above = lines[index - 1]?.text;
  const below = lines[index + 1]?.text;
  if (SUBJECT.test(text)) return 'label';
  const continues =
    above !== undefined && above.length >= MIN_WRAPPED_LENGTH && !endsSentence(above) && startsLowerCase(text);
  if (continues && !(isPure(text) && !endsSentence(text))) return 'continuation';
  if (below === undefined || text.length < MIN_WRAPPED_LENGTH || endsSentence(text)) return 'label';
  const wraps =
    (startsLowerCase(below) && !BYLINE.test(below)) ||
    (text.length >= 60 && /[\p{Ll},;–-]$/u.test(text) && !isPure(text));
  return wraps ? 'prose' : 'label';
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

/** The text up to the next sign that ends a label. */
function labelOf(text: string): string {
  return text.split(/[)\]|:;](?!\d)|\s[-–—]+\s/u)[0] ?? '';
}

/** Reads a wording at a position in a line. In prose, a wording alone is the article's. */
function findAt(line: string, start: number, flow: Flow, only?: readonly Following[]): Mention | undefined {
  const lead = LEAD.exec(line.slice(start))?.[0].length ?? 0;
  const quoted = QUOTED.test(line.slice(start + lead));
  if (quoted && (flow !== 'label' || !/[”"»’“]\W*$/u.test(labelOf(line.slice(start + lead))))) return undefined;
  const index = start + lead + (quoted ? 1 : 0);
  for (const { form, following } of WORDINGS) {
    if (only?.includes(following) === false) continue;
    form.lastIndex = index;
    const match = form.exec(line);
    if (match === null) continue;
    const end = skipVerb(line, index + match[0].length);
    const after = line.slice(end);
    if (IMMEDIATE.test(after) || !follows(after, following, flow)) continue;
    if (following === 'alone' && /\p{Ll}/u.test(match[0])) continue;
    if (isContactNote(line.slice(0, start), match[0], after)) continue;
    const read = readEnd(line, end);
    if (!UNTIL.test(after) && !scanMoment(after).stated && /\bthe\b/iu.test(match[0])) continue;
    const kind = read.kind === 'bare' && following === 'anything' ? 'uncertain' : read.kind;
    return { ...read, kind, start: line.slice(0, start).replace(OPEN_END, '').length };
  }
  return undefined;
}

/** Skips the verb in `Embargo lifts at 9 a.m.`, if a moment follows. */
function skipVerb(line: string, index: number): number {
  const verb =
    /^ (?:lifts?|lifted|lifting|is lifted|ends?|ending|expires?|expiry|expiring|applies|is|valid|levée?|levantado|aufgehoben)(?: (?:time|date))?(?=[ :])/iu.exec(
      line.slice(index, index + 60),
    )?.[0];
  if (verb === undefined) return index;
  const after = line.slice(index + verb.length);
  return UNTIL.test(after) || scanMoment(after).stated ? index + verb.length : index;
}

function follows(after: string, following: Following, flow: Flow): boolean {
  const label = labelOf(after);
  const { stated } = scanMoment(after);
  const pure = () => isPure(label);
  switch (following) {
    case 'anything':
      return true;
    case 'alone':
      return flow === 'label' && LABEL_END.test(after);
    case 'pure':
      return (stated || UNTIL.test(after)) && pure();
    case 'label':
      return flow === 'label' || (stated && pure());
    case 'moment':
      if (flow !== 'label') return (stated || UNTIL.test(after)) && pure();
      return (
        (stated && !/^\s*of\b/iu.test(after)) ||
        (UNTIL.test(after) && pure()) ||
        /^\W*(?:(?:on or )?after|not (?:before|until)|no(?:t)? earlier|upon|once|until|when)\b/iu.test(after)
      );
    default:
      if (UNTIL.test(after)) return flow !== 'continuation' || pure();
      if (flow !== 'label') return stated && pure();
      return (stated && !/^\s*of\b/iu.test(after)) || LABEL_END.test(after) || pure();
  }
}

/** `Ruth Adler (not for publication)` and `Not for publication: 01632 960 147` are contacts. */
function isContactNote(before: string, wording: string, after: string): boolean {
  if (!/^not (?:yet )?for/iu.test(wording) || UNTIL.test(after)) return false;
  return /(?:contact|notes?|tel|phone|mobile|number|details|@|\d{5})/iu.test(before) || /@|(?:\d[ -]?){7}/u.test(after);
}

/** Reads what follows a wording: when the embargo ends, and where the part of the line that states it ends. */
function readEnd(line: string, index: number): Mention {
  const after = line.slice(index);
  const { at, stated, end } = scanMoment(after);
  const rest = after.slice(end);
  const mention = (kind: Mention['kind'], length: number): Mention => ({ start: index, end: index + length, kind });
  if (stated && at !== undefined && isLabelEnd(rest) && !MIDNIGHT.test(after.slice(0, end))) {
    const close = /^[\s)\]*.:;|!>~}”"–—-]*/u.exec(rest)?.[0].length ?? 0;
    return { ...mention('certain', end + close), at };
  }
  if (stated || UNTIL.test(after)) return mention('uncertain', after.length);
  const close = /^[\s)\]*.:;|!>~}”"–—-]*/u.exec(after)?.[0].length ?? 0;
  return LABEL_END.test(after) ? mention('bare', close) : mention('uncertain', after.length);
}

/** Whether a certain moment is not taken back by what follows it, such as `or on delivery`, `(10:00 CET)` or `- to be confirmed`. */
function isLabelEnd(rest: string): boolean {
  if (!LABEL_END.test(rest) || DOUBT.test(rest) || /^[\s–—+-]+\d/u.test(rest)) return false;
  for (const word of rest.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (scanMoment(rest.slice(word.index, word.index + 60)).timed) return false;
  }
  return true;
}

/** An embargo can end on the next line, and the next line can make it uncertain. */
function extend(block: Block, index: number, mention: Mention): Mention {
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

/** Reads the first moment of an embargo that is on two lines. */
function readEndOf(text: string): Mention {
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    const { stated, at, end } = scanMoment(text.slice(index));
    if (!stated) continue;
    const rest = text.slice(index + end);
    const certain = at !== undefined && isLabelEnd(rest) && !MIDNIGHT.test(text);
    return certain
      ? { start: 0, end: text.length, kind: 'certain', at }
      : { start: 0, end: text.length, kind: 'uncertain' };
  }
  return { start: 0, end: text.length, kind: 'uncertain' };
}

function splitSentences(text: string): readonly { readonly start: number; readonly text: string }[] {
  const ends = [...text.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length);
  return [0, ...ends].map((start, index) => ({ start, text: text.slice(start, ends[index] ?? text.length).trimEnd() }));
}

function isQuoted(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 2 * MAX_SENTENCE_LENGTH), index);
  const count = (mark: RegExp) => before.match(mark)?.length ?? 0;
  return count(/[“«„]/gu) > count(/[”»]/gu) || count(/"/gu) % 2 === 1;
}

/** Finds a sentence that addresses editors. A sentence of another person's speech does not. */
function findInSentence(written: string, quoted: boolean): Mention | undefined {
  const whole = unmask(written);
  const mention = findInPlainSentence(whole, quoted);
  if (mention === undefined || whole === written) return mention;
  return { start: 0, end: written.length, kind: mention.kind === 'none' ? 'none' : 'uncertain' };
}

function findInPlainSentence(whole: string, quoted: boolean): Mention | undefined {
  if (quoted || QUOTED.test(whole) || !TRIGGER.test(whole)) return undefined;
  const text = whole.slice(0, MAX_SENTENCE_LENGTH).replace(/^(?:[^\p{L}\p{N}]|\d{1,2}[.)] )+/u, '');
  const wording = findAt(text, 0, 'prose');
  if (wording !== undefined && wording.kind !== 'bare') return { ...wording, start: 0, end: whole.length };
  const note = findNote(text);
  if (note !== undefined) return { ...note, start: 0, end: whole.length };
  for (const address of ADDRESSES) {
    const match = address.exec(text);
    if (match === null || /["“«„]/u.test(text.slice(0, match.index)) || REPORTED.test(match[0])) continue;
    const end = match.index + match[0].length;
    if (REPORTED_AFTER.test(text.slice(end))) continue;
    if (/\b(?:not|no longer)(?: \p{L}+)? (?:embargoed|(?:under|subject)\b.*)$/iu.test(match[0]))
      return { start: 0, end: whole.length, kind: 'none' };
    const before = /\b(?:before|until|till?|after|from|on|prior)$/iu.exec(match[0])?.index;
    const read = readEnd(text, end);
    const kind = read.kind === 'bare' && before !== undefined ? 'uncertain' : read.kind;
    return { ...read, kind, start: 0, end: whole.length };
  }
  return undefined;
}

/** Finds a word in capitals and a note in brackets, which are labels in a sentence too: `Our story. EMBARGO`, `(under embargo)`. */
function findNote(text: string): Mention | undefined {
  const capitals = /\p{Ll}{3}/u.test(text) ? CAPITALS : [];
  for (const { index } of [...capitals, BRACKET].flatMap((form) => [...text.matchAll(form)])) {
    const mention = findAt(text, index, 'label', NOTE_FOLLOWINGS);
    if (mention !== undefined) return mention;
  }
  return undefined;
}

/** Whether a text has nothing but days, times and the words of embargoes. */
function isPure(text: string): boolean {
  let rest = text.slice(0, MAX_LABEL_LENGTH).toLowerCase();
  for (;;) {
    rest = rest.replace(/^[^\p{L}\p{N}]+/u, '');
    if (rest === '') return true;
    const { end } = scanMoment(rest);
    const word = end > 0 ? end : (/^[\p{L}\p{M}\p{N}'’]+/u.exec(rest)?.[0] ?? '').length;
    if (word === 0 || (end === 0 && !VOCABULARY.has(rest.slice(0, word).replaceAll('’', "'")))) return false;
    rest = rest.slice(word);
  }
}
