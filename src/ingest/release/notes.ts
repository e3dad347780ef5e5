import type { Problem } from '../../model/problem.ts';
import type { Removed } from '../folder/folder-kind.ts';
import type { Line } from './read-lines.ts';

/** What the steps removed, and what they are not sure of. Each step adds to it. */
export interface Notes {
  readonly removed: Removed[];
  /** What an editor should look at; the article is published all the same. */
  readonly warnings: Problem[];
}

/** Notes that a step removed lines. Blank lines are left out. */
export function noteRemoved(
  notes: Notes,
  step: string,
  rule: string,
  lines: readonly Pick<Line, 'line' | 'text'>[],
): void {
  for (const { line, text } of lines) if (text !== '') notes.removed.push({ step, rule, line, text });
}
