import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A row of a table: its cells by the heading of their column, code marks of the first one taken off. */
export type Row = ReadonlyMap<string, string>;

/** A guide of `docs/`, and what stands in it. */
export interface Guide {
  readonly text: string;
  /** The table of which the first heading is this, in order of appearance from `nth`, 0 for the first. */
  table(firstHeading: string, nth?: number): readonly Row[];
  /** A block of code in a language, in order of appearance from `nth`, 0 for the first. */
  code(language: string, nth?: number): string;
}

/** Reads a guide; throws where a table or a block that is asked for is not in it. */
export async function readGuide(name: string): Promise<Guide> {
  const text = await readFile(path.resolve('docs', name), 'utf8');
  const tables = text
    .split(/\n(?!\|)/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 2)
    .map((lines) => lines.map(cellsOf));
  return {
    text,
    table(firstHeading, nth = 0) {
      const [headings, , ...rows] = tables.filter(([head]) => head?.[0] === firstHeading)[nth] ?? [];
      if (headings === undefined) throw new Error(`docs/${name} has no table "${firstHeading}" number ${nth}`);
      return rows.map((cells) => new Map(headings.map((heading, column) => [heading, cells[column] ?? ''])));
    },
    code(language, nth = 0) {
      const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)\n\`\`\`$`, 'gms'))];
      const block = blocks[nth]?.[1];
      if (block === undefined) throw new Error(`docs/${name} has no block of ${language} number ${nth}`);
      return `${block}\n`;
    },
  };
}

/** The first column of a table, without its code marks. */
export function namesIn(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => withoutMarks([...row.values()][0] ?? ''));
}

/** The texts in code marks. */
export function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]*)`/g)].map(([, code = '']) => code);
}

function withoutMarks(cell: string): string {
  return cell.replaceAll('`', '');
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
