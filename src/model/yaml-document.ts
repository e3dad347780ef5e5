import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Checked, type Problem, showValue } from './problem.ts';

/** A YAML text and where it stands. */
export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** The file's line, from 1, on which the text begins; front matter begins on the second. */
  readonly firstLine?: number;
}

/**
 * Parses YAML (1.2, core schema) against a schema. Every problem names file, line, field, what was expected and what came, and all of
 * them are named at once. By agreement a schema's own messages read as what was expected: `a whole number from 1 to 500`.
 */
export function parseYaml<T>(source: YamlSource, schema: z.ZodType<T>): Checked<T> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line + (source.firstLine ?? 1) - 1;
  if (document.errors.length > 0) {
    return {
      kind: 'invalid',
      problems: document.errors.map((error) => ({
        file: source.file,
        line: lineAt(error.pos[0]),
        expected: 'well-formed YAML',
        got: error.message,
      })),
    };
  }
  let data: unknown;
  try {
    data = document.toJS() ?? {};
  } catch (fault) {
    // An alias without an anchor, or aliases that would grow without bound, show only when the document is put together.
    const got = fault instanceof Error ? fault.message : String(fault);
    return { kind: 'invalid', problems: [{ file: source.file, expected: 'YAML that can be put together', got }] };
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
    problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, data, source.file, lineOf)),
  };
}

function problemsOf(
  issue: z.core.$ZodIssue,
  data: unknown,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      line: lineOf([...issue.path, key]),
      field: fieldName([...issue.path, key]),
      expected: 'a field that is known here',
      got: showValue(key),
    }));
  }
  const field = fieldName(issue.path);
  return [
    {
      file,
      line: lineOf(issue.path),
      ...(field === '' ? {} : { field }),
      expected: expectation(issue),
      got: showValue(valueAt(data, issue.path)),
    },
  ];
}

/** What the schema wanted: its own words where it has them, the type's name where it was left to zod. */
function expectation(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too small|Too big)\b/.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message.replace(/^.*?\bexpected /, '');
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
