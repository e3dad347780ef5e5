import type { Timestamp } from '../../model/timestamp.ts';
import type { Line } from './read-lines.ts';

/** What a release says of its embargo. An uncertain one refuses the release. */
type Embargo =
  | { readonly kind: 'none' }
  | { readonly kind: 'until'; readonly at: Timestamp; readonly line: number }
  | { readonly kind: 'uncertain'; readonly line: number; readonly text: string };

/** An embargo, and the release without it. */
export interface FoundEmbargo {
  readonly embargo: Embargo;
  /** The lines that the embargo takes away; the text is the part of the line that goes. */
  readonly removed: readonly { readonly line: number; readonly text: string }[];
  /** All other lines. A line of which only a part goes has another text. */
  readonly lines: readonly Line[];
  /** The subject without the embargo. */
  readonly subject: string | undefined;
}

/** Looks at every line of a release, also at those that other steps cut off, and at the subject of its mail. */
export function findEmbargo(lines: readonly Line[], subject: string | undefined): FoundEmbargo {
  return { embargo: { kind: 'none' }, removed: [], lines, subject };
}
