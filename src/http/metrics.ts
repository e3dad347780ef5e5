import type { NewsroomMetrics } from '../model/newsroom-metrics.ts';
import type { DocumentCounts } from './request-counts.ts';

export interface MetricsInput {
  readonly newsroom: NewsroomMetrics;
  readonly requests: readonly DocumentCounts[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly labels?: readonly string[];
  readonly help: string;
  /** How the values of several processes of one server become one; by default they are added. */
  readonly aggregator?: 'first' | 'max' | 'min';
  read(input: MetricsInput): readonly Sample[];
}

/** Durations are a histogram, which has three kinds of values. */
export const DURATIONS = {
  name: 'tidings_http_request_duration_seconds',
  labels: ['document'],
  help: 'How long answers took; cached documents count as 0',
} as const;

/** All metrics of Tidings, beside `DURATIONS` and those of the process. A test compares them with docs/operations.md. */
export const METRICS: readonly Metric[] = [
  {
    name: 'tidings_http_requests_total',
    type: 'counter',
    labels: ['document', 'status'],
    help: 'Requests that were answered, by kind of document and status',
    read: ({ requests }) =>
      requests.flatMap(({ document, statuses }) =>
        statuses.map(({ status, requests: value }) => ({ labels: { document, status }, value })),
      ),
  },
  {
    name: 'tidings_http_response_bytes_total',
    type: 'counter',
    labels: ['document'],
    help: 'Bytes of the bodies that were sent; `media` is images and audio',
    read: ({ requests }) => requests.map(({ document, bytes }) => ({ labels: { document }, value: bytes })),
  },
  {
    name: 'tidings_ready',
    type: 'gauge',
    help: '1 once the first import has ended',
    aggregator: 'min',
    read: ({ newsroom }) => [{ value: Number(newsroom.isReady) }],
  },
  {
    name: 'tidings_fault_seconds',
    type: 'gauge',
    labels: ['task'],
    help: 'For how long something has not worked, as in /readyz; absent while all is well',
    aggregator: 'max',
    read: ({ newsroom }) => newsroom.faults.map(({ task, ms }) => ({ labels: { task }, value: ms / 1000 })),
  },
  {
    name: 'tidings_database_up',
    type: 'gauge',
    help: '1 if the database could be read for this answer',
    aggregator: 'min',
    read: ({ newsroom }) => [{ value: Number(newsroom.changeLog !== undefined) }],
  },
  {
    name: 'tidings_database_faults_total',
    type: 'counter',
    help: 'Calls that failed because the database could not be used',
    read: ({ newsroom }) => [{ value: newsroom.store.faults }],
  },
  {
    name: 'tidings_database_connections',
    type: 'gauge',
    labels: ['state'],
    help: 'Connections to PostgreSQL: `busy`, `idle`',
    read: ({ newsroom: { store } }) =>
      store.connections === undefined
        ? []
        : [
            { labels: { state: 'busy' }, value: store.connections.open - store.connections.idle },
            { labels: { state: 'idle' }, value: store.connections.idle },
          ],
  },
  {
    name: 'tidings_database_connections_max',
    type: 'gauge',
    help: 'The most connections to PostgreSQL that the server opens for queries',
    read: ({ newsroom: { store } }) => (store.connections === undefined ? [] : [{ value: store.connections.max }]),
  },
  {
    name: 'tidings_database_waiting_queries',
    type: 'gauge',
    help: 'Queries that wait for a connection to PostgreSQL',
    read: ({ newsroom: { store } }) => (store.connections === undefined ? [] : [{ value: store.connections.waiting }]),
  },
  {
    name: 'tidings_change_log_seq',
    type: 'gauge',
    help: 'Number of the newest change of what the public sees',
    aggregator: 'max',
    read: ({ newsroom: { changeLog } }) => (changeLog === undefined ? [] : [{ value: changeLog.lastSeq }]),
  },
  {
    name: 'tidings_follower_lag_changes',
    type: 'gauge',
    labels: ['follower'],
    help: 'Changes that a follower of the change log has not processed',
    aggregator: 'max',
    read: ({ newsroom: { changeLog } }) =>
      (changeLog?.followers ?? []).map(({ name, seq }) => ({
        labels: { follower: name },
        value: Math.max(0, (changeLog?.lastSeq ?? 0) - seq),
      })),
  },
  {
    name: 'tidings_follower_lag_seconds',
    type: 'gauge',
    labels: ['follower'],
    help: 'How long the oldest of these changes has waited',
    aggregator: 'max',
    read: ({ newsroom: { changeLog } }) =>
      (changeLog?.followers ?? []).map(({ name, lagMs }) => ({ labels: { follower: name }, value: lagMs / 1000 })),
  },
  {
    name: 'tidings_cache_hits_total',
    type: 'counter',
    help: 'Requests for which a finished document was in memory',
    read: ({ newsroom }) => [{ value: newsroom.cache.hits }],
  },
  {
    name: 'tidings_cache_builds_total',
    type: 'counter',
    help: 'Documents that were built, because they were new, changed or evicted',
    read: ({ newsroom }) => [{ value: newsroom.cache.builds }],
  },
  {
    name: 'tidings_cache_evictions_total',
    type: 'counter',
    help: 'Documents that left the memory for others',
    read: ({ newsroom }) => [{ value: newsroom.cache.evictions }],
  },
  {
    name: 'tidings_cache_documents',
    type: 'gauge',
    help: 'Documents in memory',
    read: ({ newsroom }) => [{ value: newsroom.cache.documents }],
  },
  {
    name: 'tidings_cache_bytes',
    type: 'gauge',
    help: 'Memory of these documents',
    read: ({ newsroom }) => [{ value: newsroom.cache.bytes }],
  },
  {
    name: 'tidings_cache_max_bytes',
    type: 'gauge',
    help: 'The most memory for them: `CACHE_MB`',
    read: ({ newsroom }) => [{ value: newsroom.cache.maxBytes }],
  },
  {
    name: 'tidings_imported_articles_total',
    type: 'counter',
    labels: ['outcome'],
    help: 'Articles that were read from files and saved: `created`, `updated`, `unchanged`',
    read: ({ newsroom }) =>
      Object.entries(newsroom.imports.articles).map(([outcome, value]) => ({ labels: { outcome }, value })),
  },
  {
    name: 'tidings_refused_files_total',
    type: 'counter',
    help: 'Files that were refused; each time a file is read counts',
    read: ({ newsroom }) => [{ value: newsroom.imports.refusedFiles }],
  },
  {
    name: 'tidings_waiting_files',
    type: 'gauge',
    help: 'Files whose articles cannot be saved at the moment; they are tried again',
    read: ({ newsroom }) => [{ value: newsroom.imports.waitingFiles }],
  },
  {
    name: 'tidings_problem_files',
    type: 'gauge',
    help: 'Files that are refused, incomplete or not read, as on /newsroom/intake',
    read: ({ newsroom }) => [{ value: newsroom.imports.problemFiles }],
  },
  {
    name: 'tidings_lease_held',
    type: 'gauge',
    labels: ['lease'],
    help: '1 on the server that does what only one may do: `sources` is watching the folders of articles',
    read: ({ newsroom }) =>
      Object.entries(newsroom.leases).map(([lease, isHeld]) => ({ labels: { lease }, value: Number(isHeld) })),
  },
  {
    name: 'tidings_disk_free_bytes',
    type: 'gauge',
    labels: ['folder'],
    help: 'Free bytes of the disk of a folder: `database`, `media`',
    aggregator: 'first',
    read: ({ newsroom }) => newsroom.disks.map(({ folder, freeBytes }) => ({ labels: { folder }, value: freeBytes })),
  },
  {
    name: 'tidings_disk_size_bytes',
    type: 'gauge',
    labels: ['folder'],
    help: 'Size of this disk',
    aggregator: 'first',
    read: ({ newsroom }) => newsroom.disks.map(({ folder, sizeBytes }) => ({ labels: { folder }, value: sizeBytes })),
  },
  {
    name: 'tidings_threads',
    type: 'gauge',
    labels: ['pool', 'state'],
    help: 'Worker threads that import articles or check pages: `busy`, `idle`',
    read: ({ newsroom }) =>
      Object.entries(newsroom.threads).flatMap(([pool, { busy, idle }]) => [
        { labels: { pool, state: 'busy' }, value: busy },
        { labels: { pool, state: 'idle' }, value: idle },
      ]),
  },
];
