/** The worker threads of a pool. */
export interface ThreadMetrics {
  readonly busy: number;
  readonly idle: number;
}

/** The connections to a database server. */
export interface ConnectionMetrics {
  readonly open: number;
  readonly idle: number;
  /** Queries that wait for a connection. */
  readonly waiting: number;
  readonly max: number;
}

export interface StoreMetrics {
  /** How often the database could not be used. */
  readonly faults: number;
  /** Absent where the database is a file. */
  readonly connections?: ConnectionMetrics;
}

export interface CacheMetrics {
  readonly hits: number;
  readonly builds: number;
  readonly evictions: number;
  readonly documents: number;
  readonly bytes: number;
  readonly maxBytes: number;
}

export interface FollowerMetrics {
  readonly name: string;
  readonly seq: number;
  /** How long the oldest change has waited that it has not processed. */
  readonly lagMs: number;
}

export interface DiskMetrics {
  readonly folder: 'database' | 'media';
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

/** What a newsroom counts since its start, and how it is now. */
export interface NewsroomMetrics {
  readonly isReady: boolean;
  readonly cache: CacheMetrics;
  readonly store: StoreMetrics;
  /** Absent where the database cannot be read. */
  readonly changeLog?: { readonly lastSeq: number; readonly followers: readonly FollowerMetrics[] };
  readonly imports: {
    readonly articles: Readonly<Record<'created' | 'updated' | 'unchanged', number>>;
    readonly refusedFiles: number;
    /** Files that cannot be saved at the moment. */
    readonly waitingFiles: number;
    /** Files that were refused, read in part or not read. */
    readonly problemFiles: number;
  };
  /** By its name, whether this server has the lease. */
  readonly leases: Readonly<Record<string, boolean>>;
  /** What does not work now, and for how long. */
  readonly faults: readonly { readonly task: string; readonly ms: number }[];
  readonly disks: readonly DiskMetrics[];
  readonly threads: Readonly<Record<string, ThreadMetrics>>;
}
