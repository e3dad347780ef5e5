import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';
import { omitUndefined } from './omit-undefined.ts';
import { type Checked, NOTHING, type Problem, showValue, sortByLine } from './problem.ts';
import { explainLostText, explainYamlError, type YamlMistake } from './yaml-mistakes.ts';

export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** The line of the file on which the text begins; by default 1. */
  readonly firstLine?: number;
}

/** Fields of names. YAML reads `0042`, `1e3` and `true` as other values, so their text is kept as written. */
const NAMES: ReadonlySet<unknown> = new Set(['id', 'tags', 'categories']);

/** Fields of lists. Only in them, a line that begins with a dash is an item: in a text it is a part of the text. */
const LISTS: ReadonlySet<unknown> = new Set(['authors', 'tags', 'categories']);

/** Names the known field that an unknown one probably means. */
type SuggestField = (path: readonly PropertyKey[], value: unknown) => string | undefined;

/** After a text without quotation marks, or instead of it: YAML reads it as a comment. */
const HASHTAG = /^\s*#[\p{L}\p{N}]/u;

/** More are counted, not listed. */
const MAX_PROBLEMS = 20;
/** In characters. Of a longer text only the first mistake is found. */
const MAX_MENDED_LENGTH = 10_000;
/** Of a field in a message. */
const MAX_FIELD_NAME = 80;

interface ParseOptions {
  readonly suggestField?: SuggestField;
  /** Also reports what YAML drops from a text without an error: `#hashtag`, `&word`, `!word`. */
  readonly findsLostText?: boolean;
}

/**
 * Reports all problems at once, up to twenty, in the order of their lines. A message of the schema must say what was expected: `a whole
 * number from 1 to 500`.
 */
export function parseYaml<T>(source: YamlSource, schema: z.ZodType<T>, options: ParseOptions = {}): Checked<T> {
  const { file, text, firstLine = 1 } = source;
  const { suggestField = () => undefined, findsLostText = false } = options;
  const { document, lineCounter, mistakes, isReadable } = readDocument(text, findsLostText);
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + firstLine - 1;
  const problems: Problem[] = mistakes.map(({ index, field, expected, got }) => {
    return {
      file,
      line: index + firstLine,
      ...omitUndefined({ field: field?.slice(0, MAX_FIELD_NAME) }),
      expected,
      got,
    };
  });
  if (document === undefined) problems.push({ file, expected: 'YAML that nests less deeply', got: 'too many levels' });
  if (document === undefined || !isReadable) return refuse(file, problems);

  for (const { key, offset, firstOffset } of listRepeatedKeys(document)) {
    const got = `it again, after line ${lineAt(firstOffset)}`;
    problems.push({
      file,
      line: lineAt(offset),
      field: key.slice(0, MAX_FIELD_NAME),
      expected: 'each field once',
      got,
    });
  }
  keepNames(document);
  let data: unknown;
  try {
    data = document.toJS() ?? {};
  } catch {
    // Only here does the parser find aliases that expand without bound.
    return refuse(file, [...problems, { file, expected: 'fewer aliases (*name)', got: 'too many' }]);
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return problems.length === 0 ? { kind: 'valid', value: parsed.data } : refuse(file, problems);

  const lineOf = (path: readonly PropertyKey[]): number => {
    const offset = findFieldOffset(document, path);
    return offset === undefined ? firstLine : lineAt(offset);
  };
  // A field that seems to be missing may be in the line that could not be read.
  const isComplete = mistakes.every(({ mended }) => mended !== undefined);
  const issues = parsed.error.issues.flatMap(splitKeys);
  const meant = new Set(issues.map((issue) => findMeant(issue, data, suggestField)));
  for (const issue of issues) {
    const problem = problemOf(issue, data, file, lineOf, suggestField);
    const isMissing = problem.got === NOTHING;
    if (!isMissing || (isComplete && !meant.has(problem.field))) problems.push(problem);
  }
  return refuse(file, problems);
}

/** Where a field is named, or an item of a list begins; where there is none, the field or list in which it would be. */
export function findFieldOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    // A list, or fields of a field, begin on the line below its name.
    const node = pair?.key ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

/**
 * Parses a text. Each line with a mistake is replaced, by itself as it should be written or else by nothing, and the text is parsed again,
 * so that later mistakes are found too. There is no document where the levels fill the stack.
 */
function readDocument(text: string, findsLostText: boolean) {
  const lines = text.split('\n');
  const mistakes: YamlMistake[] = [];
  const mended = new Set<number>();
  for (;;) {
    const lineCounter = new LineCounter();
    const document = parseNested(lines.join('\n'), lineCounter);
    const mistake = document && findMistake(lines, document, lineCounter, findsLostText);
    if (mistake === undefined) return { document, lineCounter, mistakes, isReadable: true };
    const { index, expected } = mistake;
    // Of a text without `---` above it, the first line is enough.
    const isSame = mistake.mended === undefined && mistakes.some((other) => other.expected === expected);
    const isKnown = mended.has(index);
    if (!isSame && !isKnown) mistakes.push(mistake);
    if (isKnown || mended.size === MAX_PROBLEMS || text.length > MAX_MENDED_LENGTH) {
      return { document, lineCounter, mistakes, isReadable: false };
    }
    lines[index] = mistake.mended ?? '';
    mended.add(index);
  }
}

function findMistake(
  lines: readonly string[],
  document: Document.Parsed,
  lineCounter: LineCounter,
  findsLostText: boolean,
): YamlMistake | undefined {
  const positionOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { index: line - 1, column: col - 1 };
  };
  const [error] = document.errors;
  if (error !== undefined) return explainYamlError(lines, positionOf(error.pos[0]).index);
  const alias = findUnknownAlias(document);
  const index =
    alias === undefined && findsLostText ? findLostText(lines, document, positionOf) : alias && positionOf(alias).index;
  return index === undefined ? undefined : explainLostText(lines, index);
}

/** The offset of an alias (`*name`) before, inside or without its anchor. */
function findUnknownAlias(document: Document.Parsed): number | undefined {
  /** Where the value of each ends. */
  const anchors = new Map<string, number>();
  let found: number | undefined;
  visit(document, {
    Node(_key, node) {
      if (!node.range) return;
      const [start, end] = node.range;
      if (isAlias(node)) {
        if ((anchors.get(node.source) ?? Number.POSITIVE_INFINITY) > start) found ??= start;
      } else if (node.anchor !== undefined) anchors.set(node.anchor, end);
    },
  });
  return found;
}

/** The line of an anchor without an alias, of an unknown tag, of a `#hashtag`, or of an item of a list that became a part of a text. */
function findLostText(
  lines: readonly string[],
  document: Document.Parsed,
  positionOf: (offset: number) => { readonly index: number; readonly column: number },
): number | undefined {
  const [warning] = document.warnings;
  if (warning !== undefined) return positionOf(warning.pos[0]).index;
  const aliases = new Set<string>();
  visit(document, { Alias: (_key, { source }) => void aliases.add(source) });
  let found: number | undefined;
  visit(document, {
    Node(_key, node, path) {
      if (found !== undefined || !node.range) return;
      const { index, column } = positionOf(node.range[0]);
      if (isScalar(node) && node.anchor !== undefined && !aliases.has(node.anchor)) found = index;
      if (!isScalar(node) || node.type !== 'PLAIN') return;
      const { index: end, column: endColumn } = positionOf(node.range[1]);
      if (HASHTAG.test(lines[end]?.slice(endColumn) ?? '')) found = end;
      const parent = path.at(-1);
      if (column === 0 || (isSeq(parent) && parent.flow === true)) return;
      if (isPair(parent) && !(isScalar(parent.key) && LISTS.has(parent.key.value))) return;
      const isItem = (text: string, at: number) =>
        /^ *[-–—•](?!-)/.test(text) && (at > 0 || text.search(/\S/) === column);
      const text = lines.slice(index, end + 1);
      const at = text.findIndex(isItem);
      if (at !== -1) found ??= index + at;
      // `authors:` and below it a name on each line.
      if (end > index && isPair(parent) && text[0]?.search(/\S/) === column && !text.join(' ').includes(','))
        found ??= index;
    },
  });
  return found;
}

/** Keys that a mapping has twice. The parser's own check takes quadratic time. */
function listRepeatedKeys(document: Document.Parsed) {
  const repeated: { readonly key: string; readonly offset: number; readonly firstOffset: number }[] = [];
  visit(document, {
    Map(_key, { items }) {
      const offsets = new Map<string, number>();
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue;
        const name = String(key.value);
        const firstOffset = offsets.get(name);
        if (firstOffset === undefined) offsets.set(name, key.range[0]);
        else repeated.push({ key: name, offset: key.range[0], firstOffset });
      }
    },
  });
  return repeated;
}

function keepNames(document: Document): void {
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !NAMES.has(key.value) || !isNode(value)) return;
      visit(value, {
        Scalar(_index, scalar) {
          if (scalar.value !== null) scalar.value = scalar.source ?? scalar.value;
        },
      });
    },
  });
}

/** `undefined` where the levels fill the stack; the parser finds that itself in some forms. */
function parseNested(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    const document = parseDocument(text, { lineCounter, logLevel: 'error', prettyErrors: false, uniqueKeys: false });
    return document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION') ? undefined : document;
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

/** The first problems of a file in the order of their lines, and the number of the others. */
function refuse(file: string, found: readonly Problem[]): Checked<never> {
  const problems = sortByLine(found).slice(0, MAX_PROBLEMS);
  const others = found.length - problems.length;
  if (others > 0) problems.push({ file, expected: 'no other problem', got: `${others} more` });
  return { kind: 'invalid', problems };
}

/** One issue for each unknown key. */
function splitKeys(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

/** The known field that an unknown one probably means. */
function findMeant(issue: z.core.$ZodIssue, data: unknown, suggestField: SuggestField): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const path = [...issue.path, ...issue.keys];
  return suggestField(path, valueAt(data, path));
}

function problemOf(
  issue: z.core.$ZodIssue,
  data: unknown,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
  suggestField: SuggestField,
): Problem {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const path = [...issue.path, key];
    const meant = findMeant(issue, data, suggestField);
    const expected = meant === undefined ? 'a known field' : `a known field (did you mean ${meant}?)`;
    return { file, line: lineOf(path), field: fieldName(path), expected, got: showValue(key) };
  }
  const field = fieldName(issue.path);
  return {
    file,
    line: lineOf(issue.path),
    ...omitUndefined({ field: field || undefined }),
    expected: expectation(issue),
    got: showValue(valueAt(data, issue.path)),
  };
}

/** The schema's own message, or the expected type where the message is zod's. */
function expectation(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too small|Too big)\b/.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message.replace(/^.*?\bexpected /, '');
}

/** The value of a field. A schema may split a text into fields: they have the whole text as value. */
function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : value,
    data,
  );
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('')
    .slice(0, MAX_FIELD_NAME);
}
