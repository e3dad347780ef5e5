import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Checked } from '../../model/problem.ts';
import { parseYaml } from '../../model/yaml-document.ts';
import { type FrontMatter, frontMatterSchema } from './front-matter-schema.ts';
import { suggestField } from './suggest-field.ts';

export interface MarkdownParts {
  readonly matter: FrontMatter;
  /** The comments of the front matter, each on its line of the file. */
  readonly comments: string;
  readonly body: string;
  /** Counted from 1. */
  readonly bodyLine: number;
  readonly lineOf: (path: readonly string[]) => number;
}

/** Front matter begins on the line after the first `---`. */
const FIRST_LINE = 2;
/** The time for checking that all keys differ is quadratic. */
const MAX_LENGTH = 50_000;

/** Parses the front matter between a first line `---` and the next one, and splits off the body. */
export function parseFrontMatter(file: string, text: string): Checked<MarkdownParts> {
  const lines = text.split('\n');
  const isFence = (line: string | undefined) => line?.trimEnd() === '---';
  if (!isFence(lines[0])) {
    const expected = 'front matter: a first line "---", then fields such as title and date, then again "---"';
    // What it begins with may be secret, since the file was not meant to be an article.
    return { kind: 'invalid', problems: [{ file, line: 1, expected, got: 'another first line' }] };
  }
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (end === -1) {
    const expected = 'a line "---" that ends the front matter';
    return { kind: 'invalid', problems: [{ file, line: lines.length, expected, got: 'the end of the file' }] };
  }
  const yaml = lines.slice(1, end).join('\n');
  if (yaml.length > MAX_LENGTH) {
    const expected = `front matter of at most ${MAX_LENGTH} characters`;
    return { kind: 'invalid', problems: [{ file, line: 1, expected, got: `${yaml.length}` }] };
  }
  const parsed = parseYaml({ file, text: yaml, firstLine: FIRST_LINE }, frontMatterSchema, suggestField);
  if (parsed.kind === 'invalid') return parsed;
  return {
    kind: 'valid',
    value: {
      matter: parsed.value,
      comments: lines.slice(0, end).map(findComment).join('\n'),
      body: lines.slice(end + 1).join('\n'),
      bodyLine: end + 2,
      lineOf: (path) => findLine(yaml, path),
    },
  };
}

function findComment(line: string): string {
  return /(?:^|\s)#(.*)$/.exec(line)?.[1] ?? '';
}

function findLine(yaml: string, path: readonly string[]): number {
  const counter = new LineCounter();
  const node = parseDocument(yaml, { lineCounter: counter }).getIn(path, true);
  return isNode(node) && node.range ? counter.linePos(node.range[0]).line + FIRST_LINE - 1 : FIRST_LINE;
}
