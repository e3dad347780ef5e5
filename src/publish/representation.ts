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

const MIN_CODED_BYTES = 256;

/** Sizes of brotli's window, as powers of two (RFC 7932, section 9.1). */
const MIN_WINDOW_BITS = 16;
const MAX_WINDOW_BITS = 22;
/** Best compression runs for one document at a time: it may take tens of megabytes. */
const runInTurn = createSerialQueue();
const SHRINK_DELAY_MS = 1_000;

/**
 * A document (RFC 9110, section 3.2) in each content coding. The first request compresses fast; after a second one, the thread pool compresses
 * best, so that no answer waits. Uncompressed bytes that no client requested are dropped after the first compression.
 */
export class Representation {
  readonly status: DocumentSource['status'];
  readonly lastModified: Timestamp | undefined;
  readonly identity: Variant;
  /** The entity tag without quotes and coding, the same on every node. */
  readonly tag: string;
  readonly #source: Omit<DocumentSource, 'body'> & { readonly body: undefined };
  #plain: Buffer | undefined;
  #plainRequested = false;
  #retired = false;
  readonly #coded = new Map<Coding, Variant>();
  /** Codings that were compressed fast and requested once. */
  readonly #quick = new Set<Coding>();
  /** All tags that were sent: that of the fast compression stays valid after the best one. */
  readonly #tags = new Map<Coding, Set<string>>();
  readonly #onGrow: (bytes: number) => void;

  /** `onGrow` gets the bytes that a coding adds, or a negative number for bytes that were dropped. */
  constructor(source: DocumentSource, onGrow: (bytes: number) => void = () => {}) {
    const body = typeof source.body === 'string' ? Buffer.from(source.body) : source.body;
    this.status = source.status;
    this.lastModified = source.lastModified;
    this.#source = { ...source, body: undefined };
    this.#onGrow = onGrow;
    this.tag = source.tag ?? tagOf(body, source.seq);
    this.#plain = body;
    const loadPlain = (): Buffer => this.#plain ?? this.#decode();
    this.identity = {
      ...this.#describe('identity', body.length, ''),
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

  /** Identity if compression is not worth it. */
  variant(coding: Coding): Variant {
    if (coding === 'identity') return this.#requestPlain();
    const coded = this.#coded.get(coding);
    if (coded === undefined) return this.#encode(coding);
    if (this.#quick.size > 0 && this.#quick.delete(coding)) {
      setTimeout(() => void runInTurn(async () => this.#retired || this.#shrink(coding)), SHRINK_DELAY_MS).unref();
    }
    return coded;
  }

  retire(): void {
    this.#retired = true;
  }

  /** Whether an entity tag, without `W/`, is one of this variant (weak comparison, RFC 9110, section 8.8.3.2). */
  matches(variant: Variant, tag: string): boolean {
    return tag === variant.etag || this.#tags.get(variant.coding)?.has(tag) === true;
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

  #encode(coding: Exclude<Coding, 'identity'>): Variant {
    const { body } = this.identity;
    if (body.length < MIN_CODED_BYTES || this.status >= 300 || this.#source.isCompressed) return this.#requestPlain();
    const quick = coding === 'br' ? brotliCompressSync(body, brotli(1, body.length)) : gzipSync(body, { level: 1 });
    this.#quick.add(coding);
    const variant = this.#keep(coding, quick, coding === 'br' ? '-b1' : '-g1');
    if (!this.#plainRequested && this.#plain !== undefined) {
      this.#plain = undefined;
      this.#onGrow(-body.length);
    }
    return variant;
  }

  async #shrink(coding: Exclude<Coding, 'identity'>): Promise<void> {
    const { body } = this.identity;
    const small =
      coding === 'br'
        ? await promisify(brotliCompress)(body, brotli(11, body.length))
        : await promisify(gzip)(body, { level: 9 });
    this.#keep(coding, small, coding === 'br' ? '-b' : '-g');
  }

  #decode(): Buffer {
    const [gzipped, brotlied] = [this.#coded.get('gzip'), this.#coded.get('br')];
    if (gzipped !== undefined) return gunzipSync(gzipped.body);
    if (brotlied !== undefined) return brotliDecompressSync(brotlied.body);
    throw new Error('a representation has lost its bytes');
  }

  #keep(coding: Exclude<Coding, 'identity'>, bytes: Buffer, suffix: string): Variant {
    const body = trim(bytes);
    const variant = { body, ...this.#describe(coding, body.length, suffix) };
    const former = this.#coded.get(coding);
    this.#coded.set(coding, variant);
    this.#onGrow(body.length - (former?.body.length ?? 0));
    return variant;
  }

  #describe(coding: Coding, length: number, suffix: string): Omit<Variant, 'body'> {
    const etag = `"${this.tag}${suffix}"`;
    this.#tags.set(coding, (this.#tags.get(coding) ?? new Set()).add(etag));
    const always = {
      ETag: etag,
      ...(this.lastModified === undefined ? {} : { 'Last-Modified': toHttpDate(this.lastModified) }),
      Vary: 'Accept-Encoding',
      ...this.#source.headers,
    };
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
