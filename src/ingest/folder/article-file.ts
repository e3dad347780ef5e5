import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { Checked, Problem } from '../../model/problem.ts';
import { type Timestamp, toTimestamp } from '../../model/timestamp.ts';

/** A file from which one article is read. */
export interface ArticleFile {
  /** As it is opened and as messages show it. */
  readonly path: string;
  /** With the source's id the key by which the article is known again. */
  readonly externalId: string;
}

/** What stands in an article's file. Line ends are `\n`. */
export interface ArticleText extends ArticleFile {
  readonly text: string;
  readonly modifiedAt: Timestamp;
}

const MEGABYTE = 1_000_000;
const MAX_BYTES = 5 * MEGABYTE;

/** Reads an article's file. What is no file, cannot be read, is empty, too large or not UTF-8 is a problem that says so. */
export async function readArticleFile(file: ArticleFile): Promise<Checked<ArticleText>> {
  const refuse = (expected: string, got: string, line?: number): Checked<never> => {
    const problem: Problem = { file: file.path, ...(line === undefined ? {} : { line }), expected, got };
    return { kind: 'invalid', problems: [problem] };
  };
  try {
    const stats = await stat(file.path);
    if (!stats.isFile()) return refuse('a file', stats.isDirectory() ? 'a folder' : 'something else');
    if (stats.size > MAX_BYTES) {
      return refuse(`a file of at most ${MAX_BYTES / MEGABYTE} MB`, `${(stats.size / MEGABYTE).toFixed(1)} MB`);
    }
    const bytes = await readFile(file.path);
    if (!isUtf8(bytes)) return refuse('text in UTF-8', 'bytes that are not', findBadLine(bytes));
    const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
    if (text.trim() === '') return refuse('an article', 'an empty file');
    return { kind: 'valid', value: { ...file, text, modifiedAt: toTimestamp(stats.mtimeMs) } };
  } catch (error) {
    return refuse('a file that can be read', (error as Error).message);
  }
}

/** The line of the first byte that is not UTF-8: no character of UTF-8 reaches over the end of a line. */
function findBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
  return line;
}
