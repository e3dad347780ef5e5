import { memoizeByText } from './memoize-by-text.ts';

/** The requests for one kind of document. */
export interface DocumentCounts {
  readonly document: string;
  /** By status, only those that were sent. */
  readonly statuses: readonly { readonly status: number; readonly requests: number }[];
  /** How many took at most so many seconds; `Infinity` has all. */
  readonly durations: readonly { readonly seconds: number; readonly requests: number }[];
  readonly totalSeconds: number;
  readonly bytes: number;
}

/** Counts requests. `/metrics` shows a few kinds of documents and not addresses: strangers can ask for any number of addresses. */
export interface RequestCounts {
  add(url: string, status: number, bytes: number, ms: number): void;
  list(): readonly DocumentCounts[];
}

const OTHER = 'other';
/** The first that matches. */
const DOCUMENTS: readonly (readonly [document: string, pattern: RegExp])[] = [
  ['feed', /^\/feeds(?:\.|\/[^?]*\.)(?:rss|atom|json|opml)(?:\?|$)/],
  ['script', /^\/v\d[^?]*\.js(?:\?|$)/],
  ['headlines', /^\/v1\/[^?]*\.json(?:\?|$)/],
  ['embed', /^\/(?:o?embed)(?:[/?.]|$)/],
  ['article', /^\/articles\//],
  ['media', /^\/media\//],
  ['page', /^\/(?:$|\?|(?:feeds|privacy|accessibility)(?:[/?]|$))/],
  ['operation', /^\/(?:healthz|readyz|metrics|newsroom\/)/],
];
/** Cached documents take less than a millisecond. */
const BOUNDS_MS = [10, 50, 250, 1_000, 5_000, Number.POSITIVE_INFINITY];
const MAX_STATUS = 599;

interface Counts {
  readonly statuses: Float64Array;
  readonly durations: Float64Array;
  ms: number;
  bytes: number;
}

export function createRequestCounts(): RequestCounts {
  const counts = new Map<string, Counts>(
    [...DOCUMENTS.map(([document]) => document), OTHER].map((document) => [
      document,
      {
        statuses: new Float64Array(MAX_STATUS + 1),
        durations: new Float64Array(BOUNDS_MS.length),
        ms: 0,
        bytes: 0,
      },
    ]),
  );
  const findCounts = memoizeByText((url) => counts.get(findDocument(url)));

  return {
    add(url, status, bytes, ms) {
      const found = findCounts(url);
      if (found === undefined) return;
      found.statuses[status] = (found.statuses[status] ?? 0) + 1;
      let bound = 0;
      while (ms > (BOUNDS_MS[bound] ?? Number.POSITIVE_INFINITY)) bound += 1;
      found.durations[bound] = (found.durations[bound] ?? 0) + 1;
      found.ms += ms;
      found.bytes += bytes;
    },
    list: () => [...counts].map(([document, found]) => ({ document, ...summarize(found) })),
  };
}

function findDocument(url: string): string {
  return DOCUMENTS.find(([, pattern]) => pattern.test(url))?.[0] ?? OTHER;
}

function summarize({ statuses, durations, ms, bytes }: Counts): Omit<DocumentCounts, 'document'> {
  let requests = 0;
  return {
    statuses: [...statuses].flatMap((count, status) => (count === 0 ? [] : [{ status, requests: count }])),
    durations: BOUNDS_MS.map((bound, index) => {
      requests += durations[index] ?? 0;
      return { seconds: bound / 1000, requests };
    }),
    totalSeconds: ms / 1000,
    bytes,
  };
}
