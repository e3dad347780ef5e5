import type { BenchRequest } from './send-request.ts';

/** A job of our load generator. */
export interface GeneratorOrder {
  readonly port: number;
  /** Sent in turn. */
  readonly requests: readonly BenchRequest[];
  readonly seconds: number;
  readonly connections: number;
  /** Requests per second, sent at their time even if earlier ones are unanswered; absent means as fast as possible. */
  readonly rate?: number;
}

/** The result of a load. Times are in milliseconds. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}
