import { type Block, findFlow } from './embargo-blocks.ts';
import { extend, findInText } from './embargo-lines.ts';
import { isUncertain, type Mention } from './embargo-mentions.ts';
import { findNotes } from './embargo-notes.ts';
import { asksToWait, isRequest } from './embargo-requests.ts';
import { findInSentence, findInSentences } from './embargo-sentences.ts';
import { unmask } from './unmask.ts';

/** Finds all mentions of an embargo in a block: labels, sentences that address editors, and notes. */
export function findInBlock(block: Block): readonly Mention[] {
  const mentions: Mention[] = [];
  // The block as a whole has most sentences of its lines again.
  const readSentence = rememberSentences(findInSentence);
  const requests = rememberSentences(isRequest);
  for (const [index, { text }] of block.lines.entries()) {
    const start = block.starts[index] ?? 0;
    if ((mentions.at(-1)?.end ?? 0) > start) continue;
    const flow = findFlow(block, index);
    const found = findInText(text, flow);
    for (const mention of found.length > 0 || flow !== 'label' ? found : findInSentences(text, readSentence)) {
      mentions.push(extend(block, index, { ...mention, start: start + mention.start, end: start + mention.end }));
    }
    const below = block.lines[index + 1]?.text;
    // A word that is divided at the end of the line: `EMBAR-`, `GOED UNTIL FRIDAY`.
    if (below !== undefined && dividesWord(text, below) && findInText(text + below, 'label').some(isUncertain)) {
      mentions.push({ start, end: start + text.length + 1 + below.length, kind: 'uncertain' });
    }
    if (mentions.at(-1)?.kind === 'uncertain') break;
  }
  mentions.push(...findInSentences(block.text, readSentence, mentions));
  const found = [...mentions, ...findNotes(block, mentions)];
  if (found.length > 0) return found;
  const texts = [
    block.text,
    ...block.lines.flatMap(({ text }, index) => (findFlow(block, index) === 'label' ? text : [])),
  ];
  if (!texts.some((text) => asksToWait(text, requests))) return found;
  return [{ start: 0, end: block.text.length, kind: 'uncertain' }];
}

/** `read` is called once for each text and its other argument. */
function rememberSentences<Result>(read: (text: string, flag: boolean) => Result): typeof read {
  const known = [new Map<string, Result>(), new Map<string, Result>()] as const;
  return (text, flag) => {
    const results = known[flag ? 1 : 0];
    if (results.has(text)) return results.get(text) as Result;
    const result = read(text, flag);
    results.set(text, result);
    return result;
  };
}

/** Whether the end of a line and the beginning of the next are a word of embargoes. */
function dividesWord(text: string, below: string): boolean {
  const word = `${/\p{L}+-$/u.exec(text.slice(-12))?.[0] ?? ''}${below.slice(0, 12)}`;
  return text.endsWith('-') && unmask(word) !== word;
}
