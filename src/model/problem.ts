/** Something wrong in what somebody wrote: where, what was expected, and what came. */
export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Dotted path of the field: `select.categories[2]`. */
  readonly field?: string;
  readonly expected: string;
  readonly got: string;
}

/** `feeds/top.yaml:4: count: expected a whole number from 1 to 500, got "many"`. */
export function formatProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const field = problem.field === undefined ? '' : `${problem.field}: `;
  return `${place}: ${field}expected ${problem.expected}, got ${problem.got}`;
}

/** Shows a value in a message: JSON, cut to 80 characters; `nothing` for what is absent. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

/** Either what was asked for, or everything that is wrong with it. */
export type Checked<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** A start that cannot go on: options, definitions, a folder. Its message is for the operator, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
