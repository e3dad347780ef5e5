import { type Block, findFlow } from './embargo-blocks.ts';
import { extend, findInText } from './embargo-lines.ts';
import { isUncertain, type Mention } from './embargo-mentions.ts';
import { findNotes } from './embargo-notes.ts';
import { findInSentences } from './embargo-sentences.ts';
import { unmask } from './unmask.ts';

/** A block without any of these has no embargo. */
const TRIGGER =
  /embar|sperr|gesperrt|frei|אמברגו|נשר|לפרס|نشر|releas|publi|broadcast|\bus(?:e|ed)\b|\badv|\b(?:hold|held|hfr|for|run|lift|print|share|post|private|confidential|not|do|don['’]t|no|ne|nicht|erst|pas|não|non)\b|difu|diffus|divulg|veröff|verwend|sendung|reten|kill|withh|restrict|prohib|interdi|blackout|\blive\b|vertraulich|erst|parution|(?:\p{L} ){5}/iu;

/** Finds all mentions of an embargo in a block: labels, sentences that address editors, and notes. */
export function findInBlock(block: Block): readonly Mention[] {
  if (!TRIGGER.test(unmask(block.text))) return findNotes(block, []);
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
    if (below !== undefined && dividesWord(text, below) && findInText(text + below, 'label').some(isUncertain)) {
      mentions.push({ start, end: start + text.length + 1 + below.length, kind: 'uncertain' });
    }
    if (mentions.at(-1)?.kind === 'uncertain') break;
  }
  mentions.push(...findInSentences(block.text, mentions));
  return [...mentions, ...findNotes(block, mentions)];
}

/** Whether the end of a line and the beginning of the next are a word of embargoes. */
function dividesWord(text: string, below: string): boolean {
  const word = `${/\p{L}+-$/u.exec(text.slice(-12))?.[0] ?? ''}${below.slice(0, 12)}`;
  return text.endsWith('-') && unmask(word) !== word;
}
