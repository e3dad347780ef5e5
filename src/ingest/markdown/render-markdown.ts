import { Marked } from 'marked';

/** More marks of emphasis in one block of text than any article has; the work of pairing them grows faster than their number. */
const MAX_EMPHASIS_MARKS = 500;
/** A longer word with so many marks in it is none; at each of them the parser looks for an e-mail address to the word's end. */
const LONG_WORD = 2000;
const MAX_MARKS_IN_LONG_WORD = 100;
/** Deeper than any article; the parser's work and stack grow with it. */
const MAX_NESTING = 60;
const TOO_NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+] |\\d{1,9}[.)] )){${MAX_NESTING + 1}}`, 'm');

const marked = new Marked({
  gfm: true,
  tokenizer: {
    // `undefined`: the marks are text. `false`: marked goes on as usual.
    emStrong: (_src, block) => (countEmphasisMarks(block) > MAX_EMPHASIS_MARKS ? undefined : false),
  },
  renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ') },
});

let lastBlock = '';
let lastCount = 0;

/** Asked at every mark of a block, counted once. */
function countEmphasisMarks(block: string): number {
  if (block !== lastBlock) {
    lastBlock = block;
    lastCount = block.match(/[*_]+/g)?.length ?? 0;
  }
  return lastCount;
}

/**
 * The HTML of Markdown (CommonMark and GFM, HTML in it as it is), not yet cleaned. `undefined` where quotations and lists
 * nest deeper than 60 levels.
 */
export function renderMarkdown(markdown: string): string | undefined {
  return TOO_NESTED.test(markdown) ? undefined : marked.parse(escapeLongWords(markdown), { async: false });
}

function escapeLongWords(markdown: string): string {
  return markdown.replace(/\S+/g, (word) =>
    word.length > LONG_WORD && (word.match(/[*_~`]/g)?.length ?? 0) > MAX_MARKS_IN_LONG_WORD
      ? word.replace(/[*_~`]/g, '\\$&')
      : word,
  );
}
