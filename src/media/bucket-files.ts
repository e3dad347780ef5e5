import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream, ReadableStreamDefaultReader } from 'node:stream/web';
import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { StorageFault } from '../model/storage-fault.ts';
import type { Bucket } from './bucket.ts';
import type { ByteRange, MediaFiles } from './media-files.ts';
import { findMediaType } from './media-types.ts';

interface BucketRequest {
  readonly method: 'HEAD' | 'GET' | 'PUT';
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Each check is a request that the operator pays. */
const CHECK_MS = 10_000;
/** Until the headers of the answer, and again until its end if it is a text. A file that stops is given up by `fetch` after five minutes. */
const TIMEOUT_MS = 5_000;
/** After a request without an answer, others fail at once for so long: readers, and a start with many images, would wait for each. */
const SILENCE_MS = 2_000;
const MIN_UPLOAD_BYTES_PER_MS = 250;
/** An open connection may have been closed meanwhile, and storages answer 503 when they are busy. */
const ATTEMPTS = 2;
const RETRY_MS = 200;
/** Of index entries and errors. */
const MAX_TEXT_BYTES = 65_536;
/** For an operator who serves the bucket by other means. */
const CACHE_CONTROL = 'public, max-age=31536000, immutable';

const REQUIRED_RIGHTS = 'the key needs the rights s3:GetObject, s3:PutObject and s3:ListBucket';
/** What to do, by the code of S3's error. */
const ADVICE: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'check AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'check AWS_SECRET_ACCESS_KEY',
  AuthorizationHeaderMalformed: 'check AWS_REGION',
  PermanentRedirect: 'check AWS_REGION',
  NoSuchBucket: 'check MEDIA_URL, or create the bucket',
  AccessDenied: REQUIRED_RIGHTS,
  RequestTimeTooSkewed: 'set the clock of this machine',
};

/** The storage answers, but does not do what it should: its options or rights are wrong. */
export class BucketRefusal extends StorageFault {}

/** Files in a bucket, with the keys that they have as files in a folder. Tests set `answerMs`. */
export function openBucketFiles(bucket: Bucket, answerMs = TIMEOUT_MS): MediaFiles {
  const fault = (problem: string, cause?: unknown) => new StorageFault(messageOf(problem), { cause });
  const lateFault = (ms: number, cause?: unknown) => fault(`does not answer within ${Math.ceil(ms / 1000)} s`, cause);
  const messageOf = (problem: string) => `The media bucket ${bucket.name} ${problem}.`;

  let silent: { readonly until: number; readonly fault: StorageFault } | undefined;

  /** Resolves with any answer but that of a storage that is busy or fails. */
  const send = async ({ method, name, headers = {}, body }: BucketRequest): Promise<Response> => {
    if (silent !== undefined && performance.now() < silent.until) throw silent.fault;
    const timeoutMs = answerMs + (body?.length ?? 0) / MIN_UPLOAD_BYTES_PER_MS;
    for (let attempt = 1; ; attempt += 1) {
      const aborting = new AbortController();
      const timer = globalThis.setTimeout(() => aborting.abort(), timeoutMs);
      try {
        const signed = await new AwsV4Signer({
          ...bucket,
          service: 's3',
          method,
          url: `${bucket.baseUrl}${name}`,
          // The storage compares the hash with what arrives.
          headers: {
            ...headers,
            'X-Amz-Content-Sha256': createHash('sha256')
              .update(body ?? '')
              .digest('hex'),
          },
        }).sign();
        const response = await fetch(signed.url, {
          method,
          headers: signed.headers,
          redirect: 'manual',
          signal: aborting.signal,
          ...(body !== undefined && { body }),
        });
        if (response.status < 500 && response.status !== 429) return response;
        await response.body?.cancel();
        if (attempt === ATTEMPTS) throw fault(`answers ${response.status}`);
      } catch (error) {
        if (error instanceof StorageFault) throw error;
        if (aborting.signal.aborted) {
          const noAnswer = fault(`does not answer within ${Math.ceil(timeoutMs / 1000)} s`, error);
          silent = { until: performance.now() + SILENCE_MS, fault: noAnswer };
          throw noAnswer;
        }
        if (attempt === ATTEMPTS) throw fault(`cannot be reached: ${reasonOf(error)}`, error);
      } finally {
        clearTimeout(timer);
      }
      await setTimeout(RETRY_MS);
    }
  };

  const readText = async ({ body }: Response): Promise<string> => {
    const late = Promise.withResolvers<never>();
    const timer = globalThis.setTimeout(() => late.reject(lateFault(answerMs)), answerMs);
    const reader = body?.getReader();
    try {
      return await Promise.race([readStart(reader), late.promise]);
    } catch (error) {
      if (error instanceof StorageFault) throw error;
      throw fault(`cannot be reached: ${reasonOf(error)}`, error);
    } finally {
      clearTimeout(timer);
      // Closes the connection of an answer that has not ended.
      void reader?.cancel().catch(() => undefined);
    }
  };

  /** `undefined` where the file does not exist; a fault for any other status than the expected one. */
  const ask = async (request: BucketRequest, expected: number): Promise<Response | undefined> => {
    const response = await send(request);
    if (response.status === expected) return response;
    // An answer to HEAD has no code.
    const code = /<Code>(\w+)<\/Code>/.exec(await readText(response))?.[1];
    if (response.status === 404 && request.method !== 'PUT' && code !== 'NoSuchBucket') return undefined;
    const advice = ADVICE[code ?? ''];
    const answer = code === undefined ? `answers ${response.status}` : `answers ${response.status} ${code}`;
    throw new BucketRefusal(messageOf(advice === undefined ? answer : `${answer}: ${advice}`));
  };

  const put = async (name: string, data: Uint8Array): Promise<void> => {
    const headers = {
      'Content-Type': findMediaType(name) ?? 'application/octet-stream',
      'Cache-Control': CACHE_CONTROL,
    };
    const response = await ask({ method: 'PUT', name, headers, body: new Uint8Array(data) }, 200);
    await response?.body?.cancel();
  };
  const has = async (name: string): Promise<boolean> => (await ask({ method: 'HEAD', name }, 200)) !== undefined;

  return {
    what: 'media bucket',
    name: bucket.name,
    checkMs: CHECK_MS,
    has,
    async readText(name) {
      const response = await ask({ method: 'GET', name }, 200);
      return response && (await readText(response));
    },
    async find(name) {
      const response = await ask({ method: 'HEAD', name }, 200);
      const length = response?.headers.get('Content-Length');
      if (length === null) throw fault(`does not say how long the file ${name} is`);
      return (
        response && {
          bytes: Number(length),
          async open(range?: ByteRange) {
            const headers = range && { Range: `bytes=${range.start}-${range.end}` };
            const opened = await ask({ method: 'GET', name, ...(headers && { headers }) }, headers ? 206 : 200);
            if (opened?.body == null) throw fault(`has lost the file ${name}`);
            return Readable.fromWeb(opened.body as ReadableStream);
          },
        }
      );
    },
    async add(name, data) {
      if (!(await has(name))) await put(name, data);
    },
    replace: (name, text) => put(name, Buffer.from(text)),
  };
}

/** Rejects with a `BucketRefusal` where files cannot be written, or where it cannot be told that one does not exist. */
export async function tryBucket({ replace, readText }: MediaFiles): Promise<void> {
  await replace('index/start', 'A server of this newsroom has started.\n');
  await readText('index/none');
}

async function readStart(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (reader !== undefined && bytes <= MAX_TEXT_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
  }
  return Buffer.concat(chunks).toString();
}

/** `fetch` tells why in the cause of its error. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as Error;
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message;
}
