import { Marked } from 'marked';
import { footnotes, renderWithNotes } from './footnotes.ts';

/** In one block. The time for pairing them is worse than linear. */
const MAX_EMPHASIS_MARKS = 500;
/** The parser looks for an e-mail address at each mark of a word, which takes quadratic time. */
const MAX_WORD_LENGTH = 2000;
const MAX_MARKS_IN_LONG_WORD = 100;
/** The parser's time and stack grow with it. */
const MAX_NESTING = 60;
const TOO_NESTED = new RegExp(
  `^(?:[ \\t]*(?:>|[-*+] |\\d{1,9}[.)] |\\[\\^[^\\]\\s]{1,80}\\]:)){${MAX_NESTING + 1}}`,
  'm',
);

const marked = new Marked(footnotes, {
  gfm: true,
  tokenizer: {
    // `undefined`: the marks are text. `false`: marked parses them.
    emStrong: (_src, block) => (countEmphasisMarks(block) > MAX_EMPHASIS_MARKS ? undefined : false),
  },
  renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ') },
});

let lastBlock = '';
let lastCount = 0;

/** Called at every mark of a block, so the count of the last block is kept. */
function countEmphasisMarks(block: string): number {
  if (block !== lastBlock) {
    lastBlock = block;
    lastCount = block.match(/[*_]+/g)?.length ?? 0;
  }
  return lastCount;
}

/** CommonMark and GFM with footnotes to HTML that is not yet cleaned. `undefined` for more than 60 nested quotations and lists. */
export function renderMarkdown(markdown: string): string | undefined {
  return TOO_NESTED.test(markdown) ? undefined : renderWithNotes(marked, escapeLongWords(markdown));
}

function escapeLongWords(markdown: string): string {
  return markdown.replace(/\S+/g, (word) =>
    word.length > MAX_WORD_LENGTH && (word.match(/[*_~`]/g)?.length ?? 0) > MAX_MARKS_IN_LONG_WORD
      ? word.replace(/[*_~`]/g, '\\$&')
      : word,
  );
}
