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

/** The content codings that are offered (RFC 9110, section 8.4.1). */
export type Coding = 'identity' | 'gzip' | 'br';

/** Bytes that are ready to be sent, with the head that goes before them. */
export interface Variant {
  readonly coding: Coding;
  /** Of the identity, made again from a smaller one where it is not held. */
  readonly body: Buffer;
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly head: readonly string[];
  /** The head of a 304 (RFC 9110, section 15.4.5): without what describes the body. */
  readonly notModifiedHead: readonly string[];
}

/** What a document is before it becomes bytes with a head. */
export interface DocumentSource {
  readonly status: 200 | 226 | 404 | 410;
  readonly body: string | Buffer;
  /** The newest line of the change log that is in it; goes into the entity tag, so that a reader's tag says what it knows of. */
  readonly seq?: number;
  /** The tag of the whole document of which this is a part (RFC 3229, section 10.6); by default the tag is a hash of the bytes. */
  readonly tag?: string;
  /** Media type with its charset. */
  readonly type: string;
  readonly lastModified?: Timestamp;
  /** The bytes are an archive or a picture: no coding would make them smaller. */
  readonly isCompressed?: boolean;
  /** Every other header, CORS and security headers among them: stored once, so that no middleware runs per request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Below this a coding costs more in head and work than it saves. */
const LEAST_WORTH_CODING_BYTES = 256;

/** Sizes of brotli's window, as powers of two (RFC 7932, section 9.1). */
const SMALLEST_WINDOW = 16;
const LARGEST_WINDOW = 22;
/** Small versions are made one at a time: each may take tens of megabytes and a processor for a third of a second. */
const inTurn = createSerialQueue();
/** How long a document has to stand before its small version is begun, in milliseconds: of one that is news every moment there is none to wait for. */
const STANDS_MS = 1_000;

/**
 * A finished document (RFC 9110, section 3.2) in each coding. A coding is made when it is first asked for, fast and on the spot;
 * asked for again, its small version follows from the thread pool and takes its place, so that no answer waits for it. The identity, which hardly
 * anybody asks for and which takes the most room, is held no longer than until then, unless somebody does ask for it.
 */
export class Representation {
  readonly status: DocumentSource['status'];
  readonly lastModified: Timestamp | undefined;
  /** Its body is there whether it is held or not. */
  readonly identity: Variant;
  /** The tag without quotes and coding: a hash of the identity bytes, the same on every node, and the `seq`. */
  readonly tag: string;
  readonly #source: Omit<DocumentSource, 'body'> & { readonly body: undefined };
  /** The identity's bytes, while they are held. */
  #plain: Buffer | undefined;
  /** Whether somebody asked for the identity as such. */
  #plainWanted = false;
  #retired = false;
  readonly #coded = new Map<Coding, Variant>();
  /** The codings that were made quickly and asked for once. */
  readonly #quick = new Set<Coding>();
  /** Every tag that was ever given out for these bytes, by coding: one made before the small version came is still good. */
  readonly #tags = new Map<Coding, Set<string>>();

  readonly #onGrow: (bytes: number) => void;

  /** `onGrow` hears of bytes that come after construction, when a coding is made. */
  constructor(source: DocumentSource, onGrow: (bytes: number) => void = () => {}) {
    const body = typeof source.body === 'string' ? Buffer.from(source.body) : source.body;
    this.status = source.status;
    this.lastModified = source.lastModified;
    this.#source = { ...source, body: undefined };
    this.#onGrow = onGrow;
    this.tag = source.tag ?? tagOf(body, source.seq);
    this.#plain = body;
    const held = (): Buffer => this.#plain ?? this.#decode();
    this.identity = {
      ...this.#describe('identity', body.length, ''),
      get body() {
        return held();
      },
    };
  }

  /** Bytes held in memory. */
  get size(): number {
    let bytes = this.#plain?.length ?? 0;
    for (const { body } of this.#coded.values()) bytes += body.length;
    return bytes;
  }

  /** The variant in a coding; identity where coding would not pay. */
  variant(coding: Coding): Variant {
    if (coding === 'identity') return this.#wantPlain();
    const coded = this.#coded.get(coding);
    if (coded === undefined) return this.#encode(coding);
    // Asked for again, it will be once more; of ten thousand feeds that are asked for once none is worth the work.
    if (this.#quick.size > 0 && this.#quick.delete(coding)) {
      setTimeout(() => void inTurn(async () => this.#retired || this.#shrink(coding)), STANDS_MS).unref();
    }
    return coded;
  }

  /** Nobody will ask for it any more: what would only make it smaller need not be done. */
  retire(): void {
    this.#retired = true;
  }

  /** Whether an entity tag, without `W/`, is one of the selected variant (weak comparison, RFC 9110, section 8.8.3.2). */
  matches(variant: Variant, tag: string): boolean {
    return tag === variant.etag || this.#tags.get(variant.coding)?.has(tag) === true;
  }

  /** Whether the other would be sent as the very same bytes and head. */
  equals(other: Representation): boolean {
    return this.status === other.status && this.identity.head.join('\n') === other.identity.head.join('\n');
  }

  #wantPlain(): Variant {
    this.#plainWanted = true;
    if (this.#plain === undefined) {
      this.#plain = this.#decode();
      this.#onGrow(this.#plain.length);
    }
    return this.identity;
  }

  #encode(coding: Exclude<Coding, 'identity'>): Variant {
    const { body } = this.identity;
    if (body.length < LEAST_WORTH_CODING_BYTES || this.status >= 300 || this.#source.isCompressed)
      return this.#wantPlain();
    const quick = coding === 'br' ? brotliCompressSync(body, brotli(1, body.length)) : gzipSync(body, { level: 1 });
    this.#quick.add(coding);
    const variant = this.#keep(coding, quick, coding === 'br' ? '-b1' : '-g1');
    if (!this.#plainWanted && this.#plain !== undefined) {
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
    throw new Error('expected a document that is held in some coding');
  }

  #keep(coding: Exclude<Coding, 'identity'>, bytes: Buffer, suffix: string): Variant {
    const body = trim(bytes);
    const variant = { body, ...this.#describe(coding, body.length, suffix) };
    const former = this.#coded.get(coding);
    this.#coded.set(coding, variant);
    this.#onGrow(body.length - (former?.body.length ?? 0));
    return variant;
  }

  /** A variant without its body. */
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

/** The same bytes in memory of their own: what zlib gives may keep a piece several times as large. */
function trim(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

/** A window no larger than the document: at its usual size, 4 MB, the work takes memory for many documents. */
function brotli(quality: number, bytes: number) {
  const window = Math.min(Math.max(Math.ceil(Math.log2(bytes)), SMALLEST_WINDOW), LARGEST_WINDOW);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN } = constants;
  return { params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_SIZE_HINT]: bytes, [BROTLI_PARAM_LGWIN]: window } };
}

const SEQ_IN_TAG = /^"?[\w-]{22}\.(?<seq>[0-9a-z]{1,10})(?:-[bg]1?)?"?$/;

/** The line of the change log up to which the holder of a tag knows everything; `undefined` where the tag does not say. */
export function seqOfTag(tag: string): number | undefined {
  const seq = SEQ_IN_TAG.exec(tag)?.groups?.seq;
  return seq === undefined ? undefined : Number.parseInt(seq, 36);
}

/** 128 bits of SHA-256, and behind a full stop the `seq` where there is one. */
function tagOf(body: Buffer, seq: number | undefined): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return seq === undefined ? hash : `${hash}.${seq.toString(36)}`;
}

function flatten(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).flat();
}
