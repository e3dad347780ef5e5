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

/** Documents by how their path begins and, where it matters, ends. The first that matches. */
const DOCUMENTS: readonly (readonly [document: string, start: string, ends?: readonly string[]])[] = [
  ['feed', '/feeds', ['.rss', '.atom', '.json', '.opml']],
  ['script', '/v', ['.js']],
  ['headlines', '/v', ['.json']],
  ['embed', '/embed'],
  ['embed', '/oembed'],
  ['article', '/articles/'],
  ['media', '/media/'],
  ['page', '/feeds'],
  ['page', '/privacy'],
  ['page', '/accessibility'],
  ['operation', '/healthz'],
  ['operation', '/readyz'],
  ['operation', '/metrics'],
  ['operation', '/newsroom/'],
  ['other', ''],
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
    DOCUMENTS.map(([document]) => [
      document,
      {
        statuses: new Float64Array(MAX_STATUS + 1),
        durations: new Float64Array(BOUNDS_MS.length),
        ms: 0,
        bytes: 0,
      },
    ]),
  );

  return {
    add(url, status, bytes, ms) {
      const found = counts.get(findDocument(url));
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

/** Called for every request. A regular expression for each document took three times as long. */
function findDocument(url: string): string {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  if (path === '/') return 'page';
  for (const [document, start, ends] of DOCUMENTS) {
    if (path.startsWith(start) && (ends === undefined || ends.some((end) => path.endsWith(end)))) return document;
  }
  return '';
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
