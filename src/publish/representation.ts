import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import { type Timestamp, toHttpDate } from '../model/timestamp.ts';

/** The content codings that are offered (RFC 9110, section 8.4.1). */
export type Coding = 'identity' | 'gzip' | 'br';

/** Bytes that are ready to be sent, with the head that goes before them. */
export interface Variant {
  readonly coding: Coding;
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

const brotliParameters = (quality: number, bytes: number) => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes },
});

/**
 * A finished document (RFC 9110, section 3.2) in each coding. A coding is made when it is first asked for, fast and on the spot;
 * the small version follows from the thread pool and takes its place, so that no answer waits for it.
 */
export class Representation {
  readonly status: DocumentSource['status'];
  readonly lastModified: Timestamp | undefined;
  readonly identity: Variant;
  /** The tag without quotes and coding: a hash of the identity bytes, the same on every node, and the `seq`. */
  readonly tag: string;
  readonly #source: Omit<DocumentSource, 'body'> & { readonly body: undefined };
  readonly #variants = new Map<Coding, Variant>();
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
    this.identity = this.#keep('identity', body, '');
  }

  /** Bytes held in memory. */
  get size(): number {
    let bytes = 0;
    for (const variant of this.#variants.values()) bytes += variant.body.length;
    return bytes;
  }

  /** The variant in a coding; identity where coding would not pay. */
  variant(coding: Coding): Variant {
    return this.#variants.get(coding) ?? this.#encode(coding);
  }

  /** Whether an entity tag, without `W/`, is one of the selected variant (weak comparison, RFC 9110, section 8.8.3.2). */
  matches(variant: Variant, tag: string): boolean {
    return tag === variant.etag || this.#tags.get(variant.coding)?.has(tag) === true;
  }

  /** Whether the other would be sent as the very same bytes and head. */
  equals(other: Representation): boolean {
    return this.status === other.status && this.identity.head.join('\n') === other.identity.head.join('\n');
  }

  #encode(coding: Coding): Variant {
    const { body } = this.identity;
    if (body.length < LEAST_WORTH_CODING_BYTES || this.status >= 300 || this.#source.isCompressed) return this.identity;
    const quick =
      coding === 'br' ? brotliCompressSync(body, brotliParameters(1, body.length)) : gzipSync(body, { level: 1 });
    void this.#shrink(coding, body);
    return this.#keep(coding, quick, coding === 'br' ? '-b1' : '-g1');
  }

  async #shrink(coding: Coding, body: Buffer): Promise<void> {
    const small =
      coding === 'br'
        ? await promisify(brotliCompress)(body, brotliParameters(11, body.length))
        : await promisify(gzip)(body, { level: 9 });
    this.#keep(coding, small, coding === 'br' ? '-b' : '-g');
  }

  #keep(coding: Coding, body: Buffer, suffix: string): Variant {
    const etag = `"${this.tag}${suffix}"`;
    const always = {
      ETag: etag,
      ...(this.lastModified === undefined ? {} : { 'Last-Modified': toHttpDate(this.lastModified) }),
      Vary: 'Accept-Encoding',
      ...this.#source.headers,
    };
    const variant: Variant = {
      coding,
      body,
      etag,
      head: flatten({
        'Content-Type': this.#source.type,
        'Content-Length': String(body.length),
        ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
        ...always,
      }),
      notModifiedHead: flatten(always),
    };
    const former = this.#variants.get(coding);
    this.#variants.set(coding, variant);
    if (coding !== 'identity') this.#onGrow(body.length - (former?.body.length ?? 0));
    this.#tags.set(coding, (this.#tags.get(coding) ?? new Set()).add(etag));
    return variant;
  }
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
