import type { Marked, MarkedExtension, Token, Tokens, TokensList } from 'marked';
import { NOTHING } from '../../model/problem.ts';
import type { MarkdownMistake } from './markdown-mistake.ts';

const LABEL = '\\[\\^([^\\]\\s[]{1,80})\\]';
const REFERENCE = new RegExp(`^${LABEL}`);
const REFERENCES = new RegExp(`(?<!\\\\)${LABEL}`, 'g');
const NOTE_LABELS = new RegExp(`^ {0,3}${LABEL}:`, 'gm');
/** The others are found when these are mended. */
const MAX_MISSING = 20;
/** The lines of a paragraph up to a blank line or the next note; then lines that are indented by four spaces or a tab. */
const NOTE = new RegExp(
  `^ {0,3}${LABEL}:[ \\t]*([^\\n]*(?:\\n(?![ \\t]*(?:\\n|$)| {0,3}${LABEL}:)[^\\n]*)*(?:\\n+(?: {4}|\\t)[^\\n]*)*)(?:\\n+|$)`,
);

/** Reads `[^label]` in the text, and `[^label]: The note.` as a block. `renderWithNotes` renders them. */
export const footnotes: MarkedExtension = {
  extensions: [
    {
      name: 'note',
      level: 'block',
      tokenizer(source) {
        const [raw, label, text = ''] = NOTE.exec(source) ?? [];
        if (raw === undefined) return undefined;
        return { type: 'note', raw, label, tokens: this.lexer.blockTokens(text.replace(/^(?: {4}|\t)/gm, '')) };
      },
      renderer: () => '',
    },
    {
      name: 'noteReference',
      level: 'inline',
      tokenizer(source) {
        const [raw, label] = REFERENCE.exec(source) ?? [];
        return raw === undefined ? undefined : { type: 'noteReference', raw, label };
      },
      renderer: ({ raw, number }) => (number === undefined ? raw : `<sup>[${number}]</sup>`),
    },
  ],
};

/**
 * Renders Markdown with its footnotes: `[1]` in the text and a list at the end, in the order of the references; notes without a reference
 * come last. There are no links, because several articles may be on one page, and nobody knows the address of that page.
 */
export function renderWithNotes(marked: Marked, tokens: TokensList): string {
  const notes = new Map<string, Tokens.Generic>();
  const references: Tokens.Generic[] = [];
  marked.walkTokens(tokens, (token: Token) => {
    if (token.type === 'note' && !notes.has(token.label)) notes.set(token.label, token);
    if (token.type === 'noteReference') references.push(token);
  });
  const order = new Set([...references.map(({ label }) => label), ...notes.keys()].filter((label) => notes.has(label)));
  const numbers = new Map([...order].map((label, index) => [label, index + 1]));
  for (const reference of references) reference.number = numbers.get(reference.label);
  const items = [...order].map((label) => `<li>${marked.parser(notes.get(label)?.tokens ?? [])}</li>\n`);
  return marked.parser(tokens) + (items.length === 0 ? '' : `<hr>\n<ol>\n${items.join('')}</ol>\n`);
}

/** References to notes that are not there: readers see `[^1]`. */
export function findMissingNotes(prose: string): readonly MarkdownMistake[] {
  const notes = new Set([...prose.matchAll(NOTE_LABELS)].map(([, label]) => label));
  const missing: MarkdownMistake[] = [];
  for (const [line, text] of prose.split('\n').entries()) {
    for (const [reference, label] of text.matchAll(REFERENCES)) {
      if (notes.has(label)) continue;
      notes.add(label);
      missing.push({ line, expected: `a note below the text: ${reference}: …`, got: NOTHING });
    }
  }
  return missing.slice(0, MAX_MISSING);
}
