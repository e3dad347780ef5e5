import type { MarkedExtension, Tokens } from 'marked';

// The time of marked is quadratic in many forms: at each mark of a paragraph it can look at the rest of the paragraph. This estimates the
// work before it is done, as marks times characters. About 250 million of them take a second.

/** For any text. A paragraph of 50,000 characters has 100 to 1000 marks. */
const MAX_WORK = 100_000_000;
const MAX_WORK_PER_CHARACTER = 100;
/** Shorter paragraphs take no time. */
const MIN_LENGTH = 1000;
/** Twice what its HTML may have. Embedded images, which are left out, do not count. */
const MAX_LENGTH = 2_000_000;
const EMBEDDED = /;base64,[\w+/=-]+/g;
/** In all tables together: a row of two characters becomes as many cells as the head has. */
const MAX_CELLS = 50_000;

/** Where the inline parser stops and looks ahead. */
const MARKS = /[\\<![`*~_@]|https?:\/\/|www\./gi;
const LONG_WORDS = /\S{1000,}/g;
/** What cannot end an address that is text; each is removed alone. */
const ADDRESS_ENDS = /[?!.,:;*_'"~()&]/g;
/** The line below the head of a table, or below a heading. */
const TABLE_RULES = /^(?=[^\n]*-)[-:| \t>]+$/gm;
/** Code in a text. The parser looks for its end before it reads the text. */
const BACKTICKS = /`+/g;
/** A line of a quotation without `>`, after one that has it. */
const LAZY_LINES = /^[ \t]*>.*\n(?![ \t]*>)./gm;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const QUOTATION = /^(?:[ \t]*>)+ ?/;
/** `[label]: address`: each paragraph looks at all of them. */
const DEFINITIONS = /^[ \t>]*\[[^\]\n]{1,999}\]:/gm;

/** A text that would take too long, in the words of a problem. */
export class TooMuchWork extends Error {
  readonly expected: string;
  readonly got: string;

  constructor(expected: string, got: string) {
    super(`expected ${expected}, got ${got}`);
    this.expected = expected;
    this.got = got;
  }
}

let work = 0;
let maxWork = 0;
let cells = 0;
let runs = new WeakSet<object>();

/** Called before a text is parsed. Throws `TooMuchWork`, as the parser does with `workLimit`. */
export function startWork(markdown: string): void {
  work = 0;
  cells = 0;
  maxWork = MAX_WORK + MAX_WORK_PER_CHARACTER * markdown.length;
  runs = new WeakSet();
  const length = markdown.length <= MAX_LENGTH ? 0 : markdown.replace(EMBEDDED, '').length;
  if (length > MAX_LENGTH) throw new TooMuchWork(`a text of at most ${MAX_LENGTH} characters`, `${length}`);
  for (const block of markdown.split(/\n[ \t]*\n/)) {
    if (block.length < MIN_LENGTH) continue;
    addWork((count(block, TABLE_RULES) + count(block, LAZY_LINES) + count(block, BACKTICKS)) * block.length);
  }
  addWork(count(markdown, DEFINITIONS) * count(markdown, /\n/g));
  addListItems(markdown);
}

/** At each line of a list item, the parser looks at the lines that it has so far. */
function addListItems(markdown: string): void {
  let isInItem = false;
  let isAfterBlank = false;
  let lines = 0;
  let length = 0;
  for (const quoted of markdown.split('\n')) {
    const line = quoted.replace(QUOTATION, '');
    if (LIST_ITEM.test(line) || (isAfterBlank && /^\S/.test(line))) {
      addWork(lines * length);
      [lines, length, isInItem] = [0, 0, LIST_ITEM.test(line)];
    }
    if (isInItem) [lines, length] = [lines + 1, length + line.length];
    isAfterBlank = line.trim() === '';
  }
  addWork(lines * length);
}

/** Adds the work of each paragraph before it is parsed, and counts the cells of tables. */
export const workLimit: MarkedExtension = {
  extensions: [
    {
      name: 'workLimit',
      level: 'inline',
      // Called first at the beginning of each text, with a list of its tokens that is new.
      tokenizer(text, tokens) {
        if (text.length < MIN_LENGTH || runs.has(tokens)) return undefined;
        runs.add(tokens);
        addWork(countMarks(text) * text.length);
        return undefined;
      },
    },
  ],
  tokenizer: {
    table(text) {
      addCells(text);
      return false as unknown as Tokens.Table;
    },
  },
};

function addWork(more: number): void {
  work += more;
  if (work <= maxWork) return;
  throw new TooMuchWork('paragraphs with fewer marks such as *, [, ! and |', 'too many in one paragraph');
}

function countMarks(text: string): number {
  let marks = count(text, MARKS);
  for (const [word] of text.matchAll(LONG_WORDS)) {
    // At each character of an e-mail address, and at each mark after an address of a page, the parser looks at the whole word.
    if (word.includes('@')) marks += word.length;
    else if (/:\/\/|www\./i.test(word)) marks += count(word, ADDRESS_ENDS);
  }
  return marks;
}

function addCells(text: string): void {
  const [head = '', rule = ''] = text.split('\n', 2);
  if (!/^[ \t|:]*-/.test(rule)) return;
  const end = text.search(/\n[ \t]*(?:\n|$)/);
  const rows = count(end === -1 ? text : text.slice(0, end), /\n/g);
  cells += rows * (count(head, /\|/g) + 1);
  if (cells > MAX_CELLS) throw new TooMuchWork(`tables with at most ${MAX_CELLS} cells together`, 'more');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
