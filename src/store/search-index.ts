import type { Kysely } from 'kysely';
import type { Position } from '../model/change.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SearchExpression } from './search-text.ts';

/** What the index holds of an article that the public may see. */
export interface SearchEntry {
  readonly ordinal: number;
  /** `buildSearchText`. */
  readonly text: string;
}

/** An article's position and the integer that stands for it. */
export interface OrdinalPosition extends Position {
  readonly ordinal: number;
}

/** A part of the index: ordinals from one to another, both included, from its newest or its oldest end. */
export interface OrdinalRange {
  readonly from: number;
  readonly to: number;
  readonly end: 'newest' | 'oldest';
  /** All of the range where absent. */
  readonly limit?: number;
}

/** The index of words and terms, by ordinal: it takes part in the transaction that writes to it. */
export interface SearchIndex {
  /** Makes the empty index. */
  create(db: Kysely<unknown>): Promise<void>;
  /** Puts entries into the index, instead of those that it has under the same ordinals. Quickest in ascending order. */
  put(transaction: DatabaseTransaction, entries: readonly SearchEntry[]): Promise<void>;
  remove(transaction: DatabaseTransaction, ordinal: number): Promise<void>;
  /** What an expression takes, in the order of ordinals from one end of the range. */
  list(db: Database, expression: SearchExpression, range: OrdinalRange): Promise<readonly OrdinalPosition[]>;
}
