import { type Problem, showValue } from '../../model/problem.ts';
import { findEmbargo } from '../release/embargo.ts';
import { readLines } from '../release/read-lines.ts';
import type { MarkdownParts } from './front-matter.ts';

/** Texts of front matter that readers see. Categories and tags are topics, such as `embargo`. */
const FIELDS: readonly (readonly string[])[] = [
  ['title'],
  ['summary'],
  ['dateline'],
  ['licence'],
  ['image', 'alt'],
  ['image', 'caption'],
  ['image', 'credit'],
];
/** These end a line in HTML. */
const BLOCK_TAG = /<\/?(?:article|blockquote|br|div|fig\w+|h[1-6r]|header|li|[ou]l|p|section|table|t[dhr])\b[^<>]*>/giu;
/** Marks of Markdown and HTML that readers do not see: comments, tags, headings, items of lists, links, emphasis, escapes. */
const MARKS =
  /<!--|-->|<\/?[a-z][^<>]*>|^[ \t]*(?:#{1,6}|[-+*])[ \t]+|!?\[|\](?:\([^()\s]*(?:\s"[^"\n]*")?\))?|\*+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|\\(?=[!-/:-@[-`{-~])/gimu;
const EXPECTED =
  'no embargo here (write it as embargo: in the front matter, or embargo: none if the line is no embargo)';

/**
 * Finds an embargo in words, such as `Embargoed until Friday`, in an article whose front matter has no field `embargo`: in its name, its
 * text without code, its comments, its title and other texts of fields. `prose` is the text without code.
 */
export function findEmbargoInWords(file: string, parts: MarkdownParts, prose: string): Problem | undefined {
  const { matter, bodyLine, comments, lineOf } = parts;
  if (matter.embargo !== undefined || !(matter.state === 'published' || matter.state === 'scheduled')) return undefined;
  const problem = (text: string, lineAt: (line: number) => number, subject?: string, name?: string) => {
    const { embargo } = findEmbargo(readLines(text), subject, name);
    if (embargo.kind === 'none') return undefined;
    const got = showValue(embargo.kind === 'until' ? text.split('\n')[embargo.line - 1] : embargo.text);
    return { file, line: lineAt(embargo.line), field: 'embargo', expected: EXPECTED, got };
  };
  for (const path of FIELDS) {
    const text = path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], matter);
    const found = typeof text === 'string' && problem(text, () => lineOf(path), path[0] === 'title' ? text : undefined);
    if (found) return found;
  }
  return (
    problem(comments, (line) => line) ??
    problem(prose.replace(BLOCK_TAG, ' | ').replace(MARKS, ''), (line) => bodyLine + line - 1, undefined, file)
  );
}
