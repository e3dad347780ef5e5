import { setImmediate } from 'node:timers/promises';
import type { Change, SearchMatcher } from '../model/change.ts';
import type { CacheMetrics } from '../model/newsroom-metrics.ts';
import type { Site } from '../model/site.ts';
import { StorageFault } from '../model/storage-fault.ts';
import { type Clock, systemClock, type Timestamp } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeFollower } from './follow-changes.ts';
import { type DocumentSource, Representation } from './representation.ts';

/** Gives addresses without a host. They are the keys of documents, so that a request finds its document without routing. */
export const KEY_SITE: Site = { name: '', publicUrl: '' };

export interface BuiltDocument extends DocumentSource {
  /** From this time on it is built again, even if nothing changed. */
  readonly validUntil?: Timestamp | undefined;
  readonly affectedBy: (change: Change, matchesSearch: SearchMatcher) => boolean;
  /** With one of them a CDN drops the document, at least at every change that affects it (`cache-tags.ts`). */
  readonly tags: readonly string[];
}

export type Absence =
  | { readonly kind: 'moved'; readonly id: string }
  /** The next page of an archive: until it exists, the feed of this id has its articles. */
  | { readonly kind: 'pending'; readonly id: string }
  | { readonly kind: 'missing'; readonly what: 'feed' | 'article' | 'archive-page' }
  | { readonly kind: 'invalid'; readonly problem: string };

export type Loaded = Representation | Absence;

/** The header that tells a CDN the tags of a document; none where no CDN is purged. */
export type TagHeader = (tags: readonly string[]) => Readonly<Record<string, string>>;

type Build = () => Promise<BuiltDocument | Absence>;

interface Entry extends Pick<BuiltDocument, 'affectedBy'> {
  validUntil: BuiltDocument['validUntil'];
  readonly representation: Representation;
  /** The generation in which its build began. */
  readonly builtIn: number;
  stale: boolean;
  /** It has an article that is not public any more: it is never sent again. */
  hasRemoved: boolean;
  /** The reference bit of the clock algorithm: requested since the last round. */
  used: boolean;
}

/** A build that a change overtakes begins again. The last result is sent, and built again for the next request. */
const MAX_BUILDS = 3;
/** A build takes milliseconds. After that time the database is taken for away, and the former document is sent. */
const MAX_BUILD_MS = 3_000;
/** For so long a former document is sent before the next build. */
const RETRY_MS = 2_000;
const OVERHEAD_BYTES = 6 * 1024;
const MAX_TEXTS = 20;
/** Changes that are compared with all documents before requests get a turn: with ten thousand documents, some milliseconds. */
const CHANGES_PER_TURN = 16;

/** Documents by address. Each is built once per change that affects it, however many clients request it at the same time. */
export class RepresentationCache {
  readonly #entries = new Map<string, Entry>();
  readonly #building = new Map<string, Promise<Loaded>>();
  readonly #maxBytes: number;
  readonly #isReady: () => boolean;
  readonly #clock: Clock;
  readonly #tagHeader: TagHeader;
  readonly #maxBuildMs: number;
  #bytes = 0;
  /** Counts invalidations: a build that ends in another generation may be out of date. */
  #generation = 0;
  /** The generation that the last removal of an article began. */
  #removedIn = 0;
  #hits = 0;
  #builds = 0;
  #evictions = 0;

  /** Until `isReady` returns true, documents are `no-store` and are not kept. */
  constructor(
    maxBytes: number,
    isReady: () => boolean = () => true,
    clock = systemClock,
    tagHeader: TagHeader = () => ({}),
    maxBuildMs = MAX_BUILD_MS,
  ) {
    this.#maxBytes = maxBytes;
    this.#isReady = isReady;
    this.#clock = clock;
    this.#tagHeader = tagHeader;
    this.#maxBuildMs = maxBuildMs;
  }

  find(key: string): Representation | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.stale) return undefined;
    if (entry.validUntil !== undefined && this.#clock() >= entry.validUntil) {
      entry.stale = true;
      return undefined;
    }
    entry.used = true;
    this.#hits += 1;
    return entry.representation;
  }

  /**
   * `build` runs if the document is not cached, once for all who wait. An absence is not cached. While the database does not answer, the
   * former document is sent: nothing can have changed since, except what the cache knows.
   */
  async load(key: string, build: () => Promise<BuiltDocument>): Promise<Representation>;
  async load(key: string, build: Build): Promise<Loaded>;
  async load(key: string, build: Build): Promise<Loaded> {
    const found = this.find(key);
    if (found !== undefined) return found;
    const building = this.#building.get(key) ?? this.#startBuild(key, build, 1);
    if (!this.#hasFormer(key)) return await building;
    const late = Promise.withResolvers<Loaded>();
    const timer = setTimeout(() => late.resolve(this.#reuseFormer(key) ?? building), this.#maxBuildMs);
    try {
      return await Promise.race([building, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  apply(change: Change, matchesSearch: SearchMatcher = () => true): void {
    this.#startGeneration();
    const removes = change.after === undefined;
    if (removes) this.#removedIn = this.#generation;
    for (const entry of this.#entries.values()) {
      if ((entry.stale && !removes) || !entry.affectedBy(change, matchesSearch)) continue;
      entry.stale = true;
      entry.hasRemoved ||= removes;
    }
  }

  invalidate(keys: Iterable<string> = this.#entries.keys()): void {
    this.#startGeneration();
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (entry !== undefined) entry.stale = true;
    }
  }

  readMetrics(): CacheMetrics {
    return {
      hits: this.#hits,
      builds: this.#builds,
      evictions: this.#evictions,
      documents: this.#entries.size,
      bytes: this.#bytes,
      maxBytes: this.#maxBytes,
    };
  }

  #startGeneration(): void {
    this.#generation += 1;
    this.#building.clear();
  }

  #startBuild(key: string, build: Build, attempt: number): Promise<Loaded> {
    const building = this.#build(key, build, attempt).finally(() => {
      if (this.#building.get(key) === building) this.#building.delete(key);
    });
    this.#building.set(key, building);
    return building;
  }

  async #build(key: string, build: Build, attempt: number): Promise<Loaded> {
    const generation = this.#generation;
    const document = await build().catch((fault) => {
      const former = fault instanceof StorageFault ? this.#reuseFormer(key) : undefined;
      if (former === undefined) throw fault;
      return former;
    });
    if (document instanceof Representation || 'kind' in document) return document;
    this.#builds += 1;
    if (!this.#isReady()) {
      return new Representation({ ...document, headers: { ...document.headers, 'Cache-Control': 'no-store' } });
    }
    const headers = document.tags.length === 0 ? {} : this.#tagHeader(document.tags);
    const source = { ...document, headers: { ...document.headers, ...headers } };
    const built = new Representation(source, (bytes) => this.#addBytes(key, built, bytes));
    const former = this.#entries.get(key)?.representation;
    // If the bytes are the same, the compressed variants and the tags that clients have stay valid.
    const representation = former?.equals(built) ? former : built;
    if (representation === built) await built.compressEarly();
    const isNewer = generation > (this.#entries.get(key)?.builtIn ?? -1);
    // One that a change has overtaken is kept too: it is newer than the former one, should the database go away.
    if (generation === this.#generation || (isNewer && generation >= this.#removedIn)) {
      this.#keep(key, document, representation, generation);
    }
    if (generation === this.#generation) return representation;
    if (attempt === MAX_BUILDS) return representation;
    return this.find(key) ?? this.#building.get(key) ?? this.#startBuild(key, build, attempt + 1);
  }

  #hasFormer(key: string): boolean {
    return this.#entries.get(key)?.hasRemoved === false;
  }

  /** The document as it was before the last change. It is sent for some time, since each build waits for the database. */
  #reuseFormer(key: string): Representation | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.hasRemoved) return undefined;
    entry.stale = false;
    entry.validUntil = this.#clock() + RETRY_MS;
    return entry.representation;
  }

  #keep(key: string, document: BuiltDocument, representation: Representation, builtIn: number): void {
    const { affectedBy, validUntil } = document;
    const stale = builtIn !== this.#generation;
    const former = this.#entries.get(key)?.representation;
    this.#bytes += representation.size - (former?.size ?? -OVERHEAD_BYTES);
    if (former !== representation) former?.retire();
    this.#entries.set(key, { representation, affectedBy, validUntil, builtIn, stale, hasRemoved: false, used: false });
    this.#evict();
  }

  #addBytes(key: string, representation: Representation, bytes: number): void {
    if (this.#entries.get(key)?.representation !== representation) return;
    this.#bytes += bytes;
    this.#evict();
  }

  /** The clock algorithm: an entry that was used since the last round stays for one more. */
  #evict(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#entries.delete(key);
      if (entry.used && !entry.stale) {
        entry.used = false;
        this.#entries.set(key, entry);
      } else {
        this.#evictions += 1;
        this.#bytes -= entry.representation.size + OVERHEAD_BYTES;
        entry.representation.retire();
      }
    }
  }
}

/** Invalidates the documents that a change alters. The cache is empty at start, so no cursor is kept. */
export function createCacheFollower(
  cache: RepresentationCache,
  store: Pick<ArticleStore, 'loadSearchMatcher'>,
): ChangeFollower {
  return {
    name: 'cache',
    onLogReplaced: () => cache.invalidate(),
    async onChanges(changes) {
      // Many changes are an import: texts are not searched, and the feed of a search counts as changed.
      const isImport = changes.length >= MAX_TEXTS;
      for (const [index, change] of changes.entries()) {
        if (index % CHANGES_PER_TURN === CHANGES_PER_TURN - 1) await setImmediate();
        cache.apply(change, isImport ? () => true : await store.loadSearchMatcher(change.articleId));
      }
    },
  };
}
