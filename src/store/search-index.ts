import type { Kysely } from 'kysely';
import type { Position } from '../model/change.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SearchExpression } from './search-text.ts';

export interface SearchEntry {
  readonly ordinal: number;
  readonly text: string;
}

export interface OrdinalPosition extends Position {
  readonly ordinal: number;
}

/** Includes both ends. */
export interface OrdinalRange {
  readonly from: number;
  readonly to: number;
  readonly end: 'newest' | 'oldest';
  readonly limit?: number;
}

/** The full-text index of words and terms of public articles. */
export interface SearchIndex {
  create(db: Kysely<unknown>): Promise<void>;
  clear(transaction: DatabaseTransaction): Promise<void>;
  /** Replaces entries with the same ordinals. Fastest in ascending order. */
  put(transaction: DatabaseTransaction, entries: readonly SearchEntry[]): Promise<void>;
  remove(transaction: DatabaseTransaction, ordinal: number): Promise<void>;
  /** In the order of ordinals, from one end of the range. */
  list(db: Database, expression: SearchExpression, range: OrdinalRange): Promise<readonly OrdinalPosition[]>;
}
