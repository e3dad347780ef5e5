import type { Kysely } from 'kysely';
import type { Position } from '../model/change.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SearchExpression } from './search-text.ts';

/** The entry of a public article in the full-text index. */
export interface SearchEntry {
  readonly ordinal: number;
  /** See `buildSearchText`. */
  readonly text: string;
}

/** An article's position, and its ordinal. */
export interface OrdinalPosition extends Position {
  readonly ordinal: number;
}

/** A range of the index, both ends included, read from its newest or its oldest end. */
export interface OrdinalRange {
  readonly from: number;
  readonly to: number;
  readonly end: 'newest' | 'oldest';
  /** Absent for the whole range. */
  readonly limit?: number;
}

/** The full-text index of words and terms. Its writes belong to the transaction that they are made in. */
export interface SearchIndex {
  /** Creates the empty index. */
  create(db: Kysely<unknown>): Promise<void>;
  /** Writes entries, replacing those with the same ordinals. Fastest in ascending order. */
  put(transaction: DatabaseTransaction, entries: readonly SearchEntry[]): Promise<void>;
  remove(transaction: DatabaseTransaction, ordinal: number): Promise<void>;
  /** The articles that match an expression, in the order of ordinals from one end of the range. */
  list(db: Database, expression: SearchExpression, range: OrdinalRange): Promise<readonly OrdinalPosition[]>;
}
