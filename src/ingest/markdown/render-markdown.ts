import { Marked } from 'marked';
import { showValue } from '../../model/problem.ts';
import { findLostCells } from './find-lost-cells.ts';
import { findMissingNotes, footnotes, renderWithNotes } from './footnotes.ts';
import { startWork, TooMuchWork, workLimit } from './limit-work.ts';
import { blankCode, listShortcodes } from './list-shortcodes.ts';
import type { MarkdownMistake } from './markdown-mistake.ts';

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

const marked = new Marked(footnotes, workLimit, {
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
  if (block !== lastBlock) lastCount = block.match(/[*_]+/g)?.length ?? 0;
  // The same object is compared at once; an equal text of a second reading takes as long as the text.
  lastBlock = block;
  return lastCount;
}

type RenderedMarkdown =
  /** `prose` is the Markdown, in which code is blank. `losses` says what readers do not see as it was meant. */
  | {
      readonly kind: 'rendered';
      readonly html: string;
      readonly prose: string;
      readonly losses: readonly MarkdownMistake[];
    }
  | { readonly kind: 'refused'; readonly mistakes: readonly MarkdownMistake[] };

const NO_SHORTCODES = 'Markdown or HTML (Tidings does not run shortcodes)';
const TOO_MANY_LEVELS = refuse('quotations and lists that nest less deeply', `over ${MAX_NESTING} levels`);

/**
 * CommonMark and GFM with footnotes to HTML that is not yet cleaned. Shortcodes, more than 60 nested quotations and lists, and what would
 * take seconds are refused.
 */
export function renderMarkdown(markdown: string): RenderedMarkdown {
  try {
    startWork(markdown);
    return render(markdown);
  } catch (error) {
    if (error instanceof TooMuchWork) return refuse(error.expected, error.got);
    // The levels fill the stack.
    if (error instanceof RangeError) return TOO_MANY_LEVELS;
    throw error;
  }
}

function render(markdown: string): RenderedMarkdown {
  if (TOO_NESTED.test(markdown)) return TOO_MANY_LEVELS;
  const blocks = marked.lexer(escapeLongWords(markdown));
  const shortcodes = listShortcodes(blocks);
  if (shortcodes.length > 0) {
    const mistakes = shortcodes.map(({ line, text }) => {
      const expected = text.startsWith('<') ? 'text without marks of Word' : NO_SHORTCODES;
      return { line, expected, got: showValue(text) };
    });
    return { kind: 'refused', mistakes };
  }
  const prose = blocks.map(blankCode).join('');
  const losses = [...findLostCells(blocks), ...findMissingNotes(prose)];
  return { kind: 'rendered', html: renderWithNotes(marked, blocks), prose, losses };
}

function refuse(expected: string, got: string): RenderedMarkdown {
  return { kind: 'refused', mistakes: [{ line: 0, expected, got }] };
}

function escapeLongWords(markdown: string): string {
  return markdown.replace(/\S+/g, (word) =>
    word.length > MAX_WORD_LENGTH && (word.match(/[*_~`]/g)?.length ?? 0) > MAX_MARKS_IN_LONG_WORD
      ? word.replace(/[*_~`]/g, '\\$&')
      : word,
  );
}
