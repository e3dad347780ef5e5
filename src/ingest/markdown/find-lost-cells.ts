import type { Token } from 'marked';
import { showValue } from '../../model/problem.ts';
import type { MarkdownMistake } from './markdown-mistake.ts';

/** The others are found when these are mended. */
const MAX_LOST = 20;
/** A `|` after `\\` is text, in code too. */
const SEPARATOR = /(?<!\\)\|/;

/** Rows of tables that have more cells than the first row: the others are left out (GitHub Flavored Markdown, tables). */
export function findLostCells(blocks: readonly Token[]): readonly MarkdownMistake[] {
  const lost: MarkdownMistake[] = [];
  let line = 0;
  for (const block of blocks) {
    const lines = block.raw.split('\n');
    if (block.type === 'table') {
      const [head = '', , ...rows] = lines.map(listCells);
      for (const [index, cells] of rows.entries()) {
        const got = cells.slice(head.length).join(' | ');
        if (got !== '' && lost.length < MAX_LOST) {
          lost.push({
            line: line + 2 + index,
            expected: `at most ${head.length} cells in the row`,
            got: showValue(got),
          });
        }
      }
    }
    line += lines.length - 1;
  }
  return lost;
}

function listCells(row: string): readonly string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(SEPARATOR).map((cell) => cell.trim());
}
