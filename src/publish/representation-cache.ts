import type { Change, SearchMatcher } from '../model/change.ts';
import { type DocumentSource, Representation } from './representation.ts';

/** A document and the changes that would alter it. */
export interface BuiltDocument extends DocumentSource {
  readonly affectedBy: (change: Change, matchesSearch: SearchMatcher) => boolean;
}

/** Why there is no document at an address. */
export type Absence =
  /** The feed has this id now. */
  | { readonly kind: 'moved'; readonly id: string }
  /** The page after the newest one of an archive: the feed of this id holds its articles until it exists. */
  | { readonly kind: 'pending'; readonly id: string }
  | { readonly kind: 'missing'; readonly what: 'feed' | 'article' | 'archive-page' }
  /** `problem` tells in one sentence what is wrong with the address. */
  | { readonly kind: 'invalid'; readonly problem: string };

type Build = () => Promise<BuiltDocument | Absence>;

interface Entry {
  representation: Representation;
  affectedBy: (change: Change, matchesSearch: SearchMatcher) => boolean;
  stale: boolean;
  /** Asked for again since it was kept or passed by: the clock algorithm's reference bit, cheaper on a hit than reordering a list. */
  used: boolean;
}

/** How often a build is begun again because something changed under it, before its result is given out unkept. */
const MOST_BUILDS = 3;
/** What a document takes beside its bytes: heads, tags, what it is affected by. Of small documents it is a good part. */
const BYTES_BESIDE = 6 * 1024;

/**
 * Finished documents by address. What stands here is sent as it is; a document is built once per change that affects it,
 * however many ask at once, and the whole is bounded in bytes.
 */
export class RepresentationCache {
  readonly #entries = new Map<string, Entry>();
  readonly #building = new Map<string, Promise<Representation | Absence>>();
  readonly #maxBytes: number;
  readonly #isReady: () => boolean;
  #bytes = 0;
  /** Counts invalidations, so that a build can tell that the world moved under it. */
  #generation = 0;

  /** Until `isReady` returns true, documents are `no-store` and are not kept: the first import would change each of them within seconds. */
  constructor(maxBytes: number, isReady: () => boolean = () => true) {
    this.#maxBytes = maxBytes;
    this.#isReady = isReady;
  }

  /** The current document at an address, if it is here. */
  find(key: string): Representation | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.stale) return undefined;
    entry.used = true;
    return entry.representation;
  }

  /** The current document at an address; `build` runs if it is not here, once for all who wait. An absence is passed on and not kept. */
  async load(key: string, build: () => Promise<BuiltDocument>): Promise<Representation>;
  async load(key: string, build: Build): Promise<Representation | Absence>;
  async load(key: string, build: Build): Promise<Representation | Absence> {
    return this.find(key) ?? this.#building.get(key) ?? this.#begin(key, build, 1);
  }

  /** Marks what a change alters, given which words its article holds; any, where that is not known. Whoever asks from now on gets a document that knows of the change. */
  apply(change: Change, matchesSearch: SearchMatcher = () => true): void {
    this.#startAnew();
    for (const entry of this.#entries.values()) {
      if (!entry.stale && entry.affectedBy(change, matchesSearch)) entry.stale = true;
    }
  }

  /** Marks some documents by their keys. */
  invalidate(keys: readonly string[]): void {
    this.#startAnew();
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (entry !== undefined) entry.stale = true;
    }
  }

  /** Marks everything: the definitions themselves have changed. */
  invalidateAll(): void {
    this.#startAnew();
    for (const entry of this.#entries.values()) entry.stale = true;
  }

  #startAnew(): void {
    this.#generation += 1;
    this.#building.clear();
  }

  #begin(key: string, build: Build, attempt: number): Promise<Representation | Absence> {
    const building = this.#build(key, build, attempt).finally(() => {
      if (this.#building.get(key) === building) this.#building.delete(key);
    });
    this.#building.set(key, building);
    return building;
  }

  async #build(key: string, build: Build, attempt: number): Promise<Representation | Absence> {
    const generation = this.#generation;
    const document = await build();
    if ('kind' in document) return document;
    if (!this.#isReady()) {
      return new Representation({ ...document, headers: { ...document.headers, 'Cache-Control': 'no-store' } });
    }
    if (generation === this.#generation) return this.#keep(key, document);
    if (attempt === MOST_BUILDS) return new Representation(document);
    return this.find(key) ?? this.#building.get(key) ?? this.#begin(key, build, attempt + 1);
  }

  #keep(key: string, document: BuiltDocument): Representation {
    const built = new Representation(document, (bytes) => this.#grow(key, built, bytes));
    const former = this.#entries.get(key)?.representation;
    // The same bytes keep their compressed variants and every tag that was given out for them.
    const representation = former?.equals(built) ? former : built;
    this.#bytes += representation.size - (former?.size ?? -BYTES_BESIDE);
    if (former !== representation) former?.retire();
    this.#entries.set(key, { representation, affectedBy: document.affectedBy, stale: false, used: false });
    this.#sweep();
    return representation;
  }

  #grow(key: string, representation: Representation, bytes: number): void {
    if (this.#entries.get(key)?.representation !== representation) return;
    this.#bytes += bytes;
    this.#sweep();
  }

  /** The clock algorithm: what was asked for again since it was last passed by gets one more round; what nobody came back for goes first. */
  #sweep(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#entries.delete(key);
      if (entry.used && !entry.stale) {
        entry.used = false;
        this.#entries.set(key, entry);
      } else {
        this.#bytes -= entry.representation.size + BYTES_BESIDE;
        entry.representation.retire();
      }
    }
  }
}
