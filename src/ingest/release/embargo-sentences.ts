import { findAt, QUOTED } from './embargo-labels.ts';
import { isQuoted, type Mention, readEnd } from './embargo-mentions.ts';
import { ADDRESSES, ANY_ADDRESS, type Following } from './embargo-wordings.ts';
import { unmask } from './unmask.ts';

/** Only this much of a sentence is read, in UTF-16 units. */
const MAX_SENTENCE_LENGTH = 600;

export const SENTENCE_END =
  /(?<=\p{L}{4})[.!?]+\s+(?=\p{Ll})|(?<!(?<!\p{L})(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|[Nn]o|[Ss]t|[ap]\.m))[.!?…]["”’)\]]*\s+(?=["“([*_~]*[\p{Lu}\p{N}])/gu;

const CAPITALS =
  /(?<![\p{L}“"«‘])(?:(?:STRICTLY|STRICT|UNDER|SOUS|BAJO|ACHTUNG) )*(?:EMBARG(?:O|OED)|SPERRFRIST|HOLD FOR RELEASE|NOT FOR (?:PUBLICATION|RELEASE)|DO NOT (?:PUBLISH|RELEASE|USE)|KILL|HOLD|ADV\d{1,2}|ADVANCE (?:COPY|TEXT|FOR))(?!\p{L})/gu;

/** After a bracket that has no other text. */
const BRACKET = /(?<=[([{])(?=[^()[\]{}]{3,120}[)\]}])/gu;

/** In a label that stands in a sentence, a day alone is no embargo. */
const LABEL_FOLLOWINGS: readonly Following[] = ['anything', 'until', 'label'];

/** `The report says the country is under embargo` is the article's. */
const REPORTED = /\b(?:says?|said|shows?|finds?|found|claims?|argues?|warns?|tells?)\b/iu;

/** `The embargo lifts on Friday, the minister said` too. */
const REPORTED_AFTER = /,(?: [\p{L}'’-]+){1,6}? (?:said|says|told|added)(?!\p{L})/u;

/** Finds sentences that address editors, outside of the mentions that are known. */
export function findInSentences(
  text: string,
  read = findInSentence,
  known: readonly Mention[] = [],
): readonly Mention[] {
  const mentions: Mention[] = [];
  let next = 0;
  for (const sentence of splitSentences(text)) {
    const end = sentence.start + sentence.text.length;
    while ((known[next]?.end ?? end) <= sentence.start) next += 1;
    if ((known[next]?.start ?? end) < end) continue;
    const mention = read(sentence.text, isQuoted(text, sentence.start));
    if (mention !== undefined) mentions.push({ ...mention, start: sentence.start, end });
  }
  return mentions;
}

/** Finds a sentence that addresses editors. A sentence of another person's speech does not. */
export function findInSentence(written: string, quoted: boolean): Mention | undefined {
  const whole = unmask(written);
  const mention = findInPlainSentence(whole, quoted);
  if (mention === undefined || whole === written) return mention;
  return { start: 0, end: written.length, kind: mention.kind === 'none' ? 'none' : 'uncertain' };
}

function findInPlainSentence(whole: string, quoted: boolean): Mention | undefined {
  if (quoted || QUOTED.test(whole)) return undefined;
  const text = whole.slice(0, MAX_SENTENCE_LENGTH).replace(/^(?:[^\p{L}\p{N}]|\d{1,2}[.)] )+/u, '');
  const wording = findAt(text, 0, 'prose');
  if (wording !== undefined && wording.kind !== 'bare') return { ...wording, start: 0, end: whole.length };
  const label = findLabel(text);
  if (label !== undefined) return { ...label, start: 0, end: whole.length };
  if (!ANY_ADDRESS.test(text)) return undefined;
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

function splitSentences(text: string): readonly { readonly start: number; readonly text: string }[] {
  const ends = [...text.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length);
  return [0, ...ends].map((start, index) => ({ start, text: text.slice(start, ends[index] ?? text.length).trimEnd() }));
}

/** Finds a label in a sentence: words in capitals and a note in brackets, such as `(HFR Harbour Choir)`. */
function findLabel(text: string): Mention | undefined {
  const capitals = /\p{Ll}{3}/u.test(text) ? [CAPITALS] : [];
  for (const { index } of [...capitals, BRACKET].flatMap((form) => [...text.matchAll(form)])) {
    const mention = findAt(text, index, 'label', LABEL_FOLLOWINGS);
    if (mention !== undefined) return mention;
  }
  return undefined;
}
