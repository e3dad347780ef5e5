import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  gunzipSync,
  gzip,
  gzipSync,
} from 'node:zlib';
import { createSerialQueue } from '../model/serial-queue.ts';
import { type Timestamp, toHttpDate } from '../model/timestamp.ts';

export type Coding = 'identity' | 'gzip' | 'br';

export interface Variant {
  readonly coding: Coding;
  readonly body: Buffer;
  readonly etag: string;
  /** Names and values alternate, as `writeHead` takes them. */
  readonly head: readonly string[];
  /** The headers of a 304: without those that describe the body (RFC 9110, section 15.4.5). */
  readonly notModifiedHead: readonly string[];
}

export interface DocumentSource {
  readonly status: 200 | 226 | 404 | 410;
  readonly body: string | Buffer;
  /** The newest change that the document includes. In the entity tag it tells what a reader has. */
  readonly seq?: number;
  /** Of the whole document, if this is a delta (RFC 3229, section 10.6); by default a hash of the bytes. */
  readonly tag?: string;
  readonly type: string;
  readonly lastModified?: Timestamp;
  readonly isCompressed?: boolean;
  /** All others, with those of CORS and security: no middleware runs per request. */
  readonly headers: Readonly<Record<string, string>>;
}

type Compressed = Exclude<Coding, 'identity'>;

const MIN_CODED_BYTES = 256;
/** Best compression of so many bytes takes about 25 ms of another thread, so that the first request can wait for it. */
const MAX_SMALL_BYTES = 32 * 1024;
/** Fast compression of so many bytes takes 5 ms or more, which other requests would wait for. */
const MIN_LARGE_BYTES = 512 * 1024;
/** Endings of entity tags. */
const QUICK = { gzip: '-g1', br: '-b1' } as const;
const BEST = { gzip: '-g', br: '-b' } as const;
/** For `s-maxage` with the fast compression: after so many seconds a shared cache gets the best one. */
const QUICK_SHARED_MAX_AGE_S = 10;

/** Sizes of brotli's window, as powers of two (RFC 7932, section 9.1). */
const MIN_WINDOW_BITS = 16;
const MAX_WINDOW_BITS = 22;
/** Best compression runs for one document at a time: it may take tens of megabytes. */
const runInTurn = createSerialQueue();
/** A document that changes again within this time is not compressed best. */
const SHRINK_DELAY_MS = 1_000;
/** When so many documents wait for it, others stay as they are until the next request: a crawler may ask for thousands. */
const MAX_WAITING = 100;
let waiting = 0;

/**
 * A document (RFC 9110, section 3.2) in each content coding. Small ones are compressed best before they are sent. Large ones are sent with fast
 * compression until the thread pool has compressed them best. Uncompressed bytes that no client requested are dropped after the first compression.
 */
export class Representation {
  readonly status: DocumentSource['status'];
  readonly lastModified: Timestamp | undefined;
  readonly identity: Variant;
  /** The entity tag without quotes and coding, the same on every node. */
  readonly tag: string;
  readonly #isCompressible: boolean;
  /** Whether a cache may store it: compressing anything else best is wasted. */
  readonly #isStorable: boolean;
  readonly #source: Omit<DocumentSource, 'body'> & { readonly body: undefined };
  #plain: Buffer | undefined;
  #plainRequested = false;
  #retired = false;
  readonly #coded = new Map<Coding, Variant>();
  /** Codings that were compressed fast and do not wait for the best compression yet. */
  readonly #quick = new Set<Coding>();
  readonly #onGrow: (bytes: number) => void;

  /** `onGrow` gets the bytes that a coding adds, or a negative number for bytes that were dropped. */
  constructor(source: DocumentSource, onGrow: (bytes: number) => void = () => {}) {
    const body = typeof source.body === 'string' ? Buffer.from(source.body) : source.body;
    this.status = source.status;
    this.lastModified = source.lastModified;
    this.#source = { ...source, body: undefined };
    this.#onGrow = onGrow;
    this.#isCompressible = body.length >= MIN_CODED_BYTES && source.status < 300 && source.isCompressed !== true;
    this.#isStorable = !source.headers['Cache-Control']?.includes('no-store');
    this.tag = source.tag ?? tagOf(body, source.seq);
    this.#plain = body;
    const loadPlain = (): Buffer => this.#plain ?? this.#decode();
    this.identity = {
      ...this.#describe('identity', body.length, this.tag),
      get body() {
        return loadPlain();
      },
    };
  }

  get size(): number {
    let bytes = this.#plain?.length ?? 0;
    for (const { body } of this.#coded.values()) bytes += body.length;
    return bytes;
  }

  /** Compresses on the thread pool: a small document best, a very large one fast. Others are compressed when they are requested. */
  async compressEarly(): Promise<void> {
    const { length } = this.identity.body;
    if (!this.#isCompressible || !this.#isStorable) return;
    if (length <= MAX_SMALL_BYTES) await Promise.all([this.#shrink('gzip'), this.#shrink('br')]);
    else if (length >= MIN_LARGE_BYTES) await Promise.all([this.#encodeAside('gzip'), this.#encodeAside('br')]);
    else return;
    this.#dropPlain();
  }

  /** Identity if compression is not worth it. */
  variant(coding: Coding): Variant {
    if (coding === 'identity' || !this.#isCompressible) return this.#requestPlain();
    const variant = this.#coded.get(coding) ?? this.#encode(coding);
    if (this.#quick.size > 0 && this.#quick.has(coding) && waiting < MAX_WAITING) this.#shrinkSoon(coding);
    return variant;
  }

  retire(): void {
    this.#retired = true;
  }

  /**
   * The headers of a 304 for a client with this entity tag, without `W/` (weak comparison, RFC 9110, section 8.8.3.2); `undefined` if it does not
   * have these bytes. The tag of the best compression is known before it is made: another node may have sent it, or this one before a restart.
   */
  notModifiedHead(variant: Variant, tag: string): readonly string[] | undefined {
    if (tag === variant.etag) return variant.notModifiedHead;
    const { coding } = variant;
    return coding !== 'identity' && tag === `"${this.tag}${BEST[coding]}"` ? flatten(this.#headers(tag)) : undefined;
  }

  equals(other: Representation): boolean {
    return this.status === other.status && this.identity.head.join('\n') === other.identity.head.join('\n');
  }

  #requestPlain(): Variant {
    this.#plainRequested = true;
    if (this.#plain === undefined) {
      this.#plain = this.#decode();
      this.#onGrow(this.#plain.length);
    }
    return this.identity;
  }

  #encode(coding: Compressed): Variant {
    const { body } = this.identity;
    return this.#keepQuick(
      coding,
      coding === 'br' ? brotliCompressSync(body, brotli(1, body.length)) : gzipSync(body, { level: 1 }),
    );
  }

  async #encodeAside(coding: Compressed): Promise<void> {
    this.#keepQuick(coding, await compress(coding, this.identity.body, { br: 1, gzip: 1 }));
  }

  #keepQuick(coding: Compressed, quick: Buffer): Variant {
    if (this.#isStorable) this.#quick.add(coding);
    const variant = this.#keep(coding, quick, QUICK[coding]);
    this.#dropPlain();
    return variant;
  }

  #dropPlain(): void {
    if (this.#plainRequested || this.#plain === undefined) return;
    this.#onGrow(-this.#plain.length);
    this.#plain = undefined;
  }

  #shrinkSoon(coding: Compressed): void {
    this.#quick.delete(coding);
    waiting += 1;
    const shrink = () =>
      runInTurn(async () => this.#retired || this.#shrink(coding)).finally(() => {
        waiting -= 1;
      });
    setTimeout(() => void shrink(), SHRINK_DELAY_MS).unref();
  }

  async #shrink(coding: Compressed): Promise<void> {
    const { body } = this.identity;
    this.#keep(coding, await compress(coding, body, { br: 11, gzip: 9 }), BEST[coding]);
  }

  #decode(): Buffer {
    const [gzipped, brotlied] = [this.#coded.get('gzip'), this.#coded.get('br')];
    if (gzipped !== undefined) return gunzipSync(gzipped.body);
    if (brotlied !== undefined) return brotliDecompressSync(brotlied.body);
    throw new Error('a representation has lost its bytes');
  }

  #keep(coding: Compressed, bytes: Buffer, suffix: string): Variant {
    const body = trim(bytes);
    const variant = { body, ...this.#describe(coding, body.length, this.tag + suffix, suffix === QUICK[coding]) };
    const former = this.#coded.get(coding);
    this.#coded.set(coding, variant);
    this.#onGrow(body.length - (former?.body.length ?? 0));
    return variant;
  }

  #describe(coding: Coding, length: number, tag: string, isQuick = false): Omit<Variant, 'body'> {
    const etag = `"${tag}"`;
    const always = this.#headers(etag, isQuick);
    return {
      coding,
      etag,
      head: flatten({
        'Content-Type': this.#source.type,
        'Content-Length': String(length),
        ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
        ...always,
      }),
      notModifiedHead: flatten(always),
    };
  }

  /** Those of a 200 and a 304. */
  #headers(etag: string, isQuick = false): Readonly<Record<string, string>> {
    const { headers } = this.#source;
    const cacheControl = headers['Cache-Control'];
    return {
      ETag: etag,
      ...(this.lastModified === undefined ? {} : { 'Last-Modified': toHttpDate(this.lastModified) }),
      Vary: 'Accept-Encoding',
      ...headers,
      ...(isQuick && this.#isStorable && cacheControl !== undefined
        ? { 'Cache-Control': `${cacheControl}, s-maxage=${QUICK_SHARED_MAX_AGE_S}` }
        : {}),
    };
  }
}

function compress(coding: Compressed, body: Buffer, quality: Readonly<Record<Compressed, number>>): Promise<Buffer> {
  return coding === 'br'
    ? promisify(brotliCompress)(body, brotli(quality.br, body.length))
    : promisify(gzip)(body, { level: quality.gzip });
}

/** Copies the bytes: a buffer of zlib may keep a much larger piece of memory alive. */
function trim(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}

/** The window is no larger than the document: the default takes 4 MB. */
function brotli(quality: number, bytes: number) {
  const window = Math.min(Math.max(Math.ceil(Math.log2(bytes)), MIN_WINDOW_BITS), MAX_WINDOW_BITS);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN } = constants;
  return { params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_SIZE_HINT]: bytes, [BROTLI_PARAM_LGWIN]: window } };
}

const SEQ_IN_TAG = /^"?[\w-]{22}\.(?<seq>[0-9a-z]{1,10})(?:-[bg]1?)?"?$/;

/** The `seq` in an entity tag: a client with this tag has all changes up to it. */
export function seqOfTag(tag: string): number | undefined {
  const seq = SEQ_IN_TAG.exec(tag)?.groups?.seq;
  return seq === undefined ? undefined : Number.parseInt(seq, 36);
}

/** 128 bits of SHA-256, and after a full stop the `seq` if there is one. */
function tagOf(body: Buffer, seq: number | undefined): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return seq === undefined ? hash : `${hash}.${seq.toString(36)}`;
}

function flatten(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).flat();
}
