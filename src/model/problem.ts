export interface Problem {
  readonly file: string;
  readonly line?: number;
  /** `select.categories[2]`. */
  readonly field?: string;
  readonly expected: string;
  readonly got: string;
  /** What was done about it, if nothing was refused or left out: `read as windows-1252`. */
  readonly solved?: string;
}

/** `feeds/top.yaml:4: count: expected a whole number from 1 to 500, got "many"`, or `a.txt: read as windows-1252`. */
export function formatProblem(problem: Problem): string {
  const position = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  if (problem.solved !== undefined) return escapeControls(`${position}: ${problem.solved}`);
  const field = problem.field === undefined ? '' : `${problem.field}: `;
  return escapeControls(`${position}: ${field}expected ${problem.expected}, got ${problem.got}`);
}

/** A text for one line of a message. A terminal would obey control characters, in the name of a file or in a title. */
export function escapeControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** In the order of their lines; those without a line come last. */
export function sortByLine(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => (a.line ?? Number.MAX_VALUE) - (b.line ?? Number.MAX_VALUE));
}

/** What a message shows for `undefined` and `null`. */
export const NOTHING = 'nothing';

/** A value for a message: JSON of at most 80 characters. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return NOTHING;
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

export type Checked<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Stops the start. The operator sees its message without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
