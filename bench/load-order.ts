import type { Question } from './ask.ts';

/** What the bench's own generator is to do. */
export interface GeneratorOrder {
  readonly port: number;
  /** Asked in turn. */
  readonly questions: readonly Question[];
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second, begun at their time whatever has become of those before; absent means as fast as answers come. */
  readonly rate?: number;
}

/** What came of a load. Times in milliseconds. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}
