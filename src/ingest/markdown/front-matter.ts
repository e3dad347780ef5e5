import { LineCounter, parseDocument } from 'yaml';
import { type Checked, showValue } from '../../model/problem.ts';
import { findFieldOffset, parseYaml } from '../../model/yaml-document.ts';
import { type FrontMatter, frontMatterSchema } from './front-matter-schema.ts';
import { suggestField } from './suggest-field.ts';

/** A Markdown file whose front matter is not parsed yet. */
export interface MarkdownFile {
  readonly matterText: string;
  /** The comments of the front matter, each on its line of the file. */
  readonly comments: string;
  readonly body: string;
  /** Counted from 1. */
  readonly bodyLine: number;
}

export interface MarkdownParts extends MarkdownFile {
  readonly matter: FrontMatter;
  readonly lineOf: (path: readonly string[]) => number;
}

/** Front matter begins on the line after the first `---`. */
const FIRST_LINE = 2;
/** Every field of front matter is read several times. */
const MAX_LENGTH = 50_000;
/** What people and their programs write as `---`: other numbers of hyphens, dashes, other marks. */
const NEAR_FENCE = /^\s*(?:-{2,}|[-–—−]*[–—−][-–—−]*|\*{3,}|={3,}|\+{3}|\.{3})\s*$/;

/** Splits a file at the first line `---` and the next one. */
export function splitFrontMatter(file: string, text: string): Checked<MarkdownFile> {
  const lines = text.split('\n');
  const isFence = (line: string | undefined) => line?.trimEnd() === '---';
  const refuse = (line: number, expected: string, got: string): Checked<never> => {
    return { kind: 'invalid', problems: [{ file, line, expected, got }] };
  };
  if (!isFence(lines[0])) {
    const expected = 'front matter: a first line "---", then fields such as title and date, then again "---"';
    return refuse(1, expected, describeFirstLine(lines));
  }
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (end === -1) {
    const expected = 'a line "---" that ends the front matter';
    const near = lines.findIndex((line, index) => index > 0 && NEAR_FENCE.test(line));
    if (near !== -1) return refuse(near + 1, expected, showValue(lines[near]));
    return refuse(lines.length, expected, 'the end of the file');
  }
  const matterText = lines.slice(1, end).join('\n');
  if (matterText.length > MAX_LENGTH) {
    return refuse(1, `front matter of at most ${MAX_LENGTH} characters`, `${matterText.length}`);
  }
  const comments = lines.slice(0, end).map(findComment).join('\n');
  return { kind: 'valid', value: { matterText, comments, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 } };
}

export function parseFrontMatter(file: string, { matterText }: MarkdownFile): Checked<FrontMatter> {
  const source = { file, text: matterText, firstLine: FIRST_LINE };
  return parseYaml(source, frontMatterSchema, { suggestField, findsLostText: true });
}

/** The line of a field in the file. */
export function findFieldLine({ matterText }: MarkdownFile, path: readonly string[]): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(matterText, { lineCounter, logLevel: 'error', uniqueKeys: false });
  const offset = findFieldOffset(document, path);
  return offset === undefined ? FIRST_LINE : lineCounter.linePos(offset).line + FIRST_LINE - 1;
}

/** What a file begins with may be secret, since it was perhaps not meant to be an article. */
function describeFirstLine([first = '', second]: readonly string[]): string {
  if (NEAR_FENCE.test(first)) return showValue(first);
  if (first.trim() === '') return second === undefined ? 'nothing' : 'an empty line';
  return /^(?:title|date)\s*:/i.test(first) ? 'a field' : 'another first line';
}

function findComment(line: string): string {
  return /(?:^|\s)#(.*)$/.exec(line)?.[1] ?? '';
}
