import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { omitUndefined } from './omit-undefined.ts';
import { type Checked, type Problem, showValue } from './problem.ts';

export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** The line of the file on which the text begins; by default 1. */
  readonly firstLine?: number;
}

/** Codes of the parser for a text that needs quotation marks, such as `title: Breaking: church wins`. */
const UNQUOTED: ReadonlySet<string> = new Set(['BLOCK_AS_IMPLICIT_KEY', 'BAD_SCALAR_START', 'UNEXPECTED_TOKEN']);
const QUOTES = 'a text that contains ": ", or starts with a special character, needs quotation marks';

/** Fields of names. YAML reads `0042`, `1e3` and `true` as other values, so their text is kept as written. */
const NAMES: ReadonlySet<unknown> = new Set(['id', 'tags', 'categories']);

/** Names the known field that an unknown one probably means. */
type SuggestField = (path: readonly PropertyKey[], value: unknown) => string | undefined;

/** More are counted, not listed. */
const MAX_PROBLEMS = 20;
/** Of a field in a message. */
const MAX_FIELD_NAME = 80;

/** Reports all problems at once, up to twenty. A message of the schema must say what was expected: `a whole number from 1 to 500`. */
export function parseYaml<T>(
  source: YamlSource,
  schema: z.ZodType<T>,
  suggestField: SuggestField = () => undefined,
): Checked<T> {
  const lines = new LineCounter();
  const document = parseNested(source.text, lines);
  if (document === undefined) {
    const expected = 'YAML that nests less deeply';
    return { kind: 'invalid', problems: [{ file: source.file, expected, got: 'too many levels' }] };
  }
  const lineAt = (offset: number) => lines.linePos(offset).line + (source.firstLine ?? 1) - 1;
  if (document.errors.length > 0) {
    return {
      kind: 'invalid',
      problems: listFirst(source.file, document.errors, (error) => ({
        file: source.file,
        line: lineAt(error.pos[0]),
        expected: UNQUOTED.has(error.code) ? `well-formed YAML (${QUOTES})` : 'well-formed YAML',
        got: error.message,
      })),
    };
  }
  keepNames(document);
  let data: unknown;
  try {
    data = document.toJS() ?? {};
  } catch (fault) {
    // Only here does the parser find aliases without an anchor, or that expand without bound.
    const got = fault instanceof Error ? fault.message : String(fault);
    return { kind: 'invalid', problems: [{ file: source.file, expected: 'YAML whose aliases can be resolved', got }] };
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return { kind: 'valid', value: parsed.data };

  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return source.firstLine ?? 1;
  };
  return {
    kind: 'invalid',
    problems: listFirst(source.file, parsed.error.issues.flatMap(splitKeys), (issue) =>
      problemOf(issue, data, source.file, lineOf, suggestField),
    ),
  };
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
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    return document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION') ? undefined : document;
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

/** The first problems of a file, and the number of the others. */
function listFirst<T>(file: string, found: readonly T[], describe: (found: T) => Problem): readonly Problem[] {
  const problems = found.slice(0, MAX_PROBLEMS).map(describe);
  const others = found.length - problems.length;
  return others === 0 ? problems : [...problems, { file, expected: 'no other problem', got: `${others} more` }];
}

/** One issue for each unknown key. */
function splitKeys(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
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
    const meant = suggestField(path, valueAt(data, path));
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
