import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib';

export const ACCEPTED_ENCODINGS = 'gzip, br';

/** A server that sends a body byte by byte would cost thousands of times the time and memory of its bytes. */
const MAX_CHUNKS = 100_000;
const INITIAL_BYTES = 128 * 1024;

/** Reads and unpacks a body up to `maxBytes`, counted packed and unpacked. Rejects if it breaks off or has another content coding. */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly body: Buffer; readonly truncated: boolean }> {
  let bytes = Buffer.alloc(Math.min(INITIAL_BYTES, maxBytes));
  let length = 0;
  let truncated = false;
  const limiter = createLimiter(maxBytes, () => {
    truncated = true;
  });
  for await (const chunk of unpack(response, limiter)) {
    const free = maxBytes - length;
    const next = length + Math.min(chunk.length, free);
    // Chunks are copied: a list of small chunks would keep the large buffer behind each of them.
    if (next > bytes.length) bytes = Buffer.concat([bytes], Math.min(maxBytes, Math.max(next, 2 * bytes.length)));
    chunk.copy(bytes, length, 0, free);
    length = next;
    if (chunk.length > free) {
      truncated = true;
      break;
    }
  }
  return { body: bytes.subarray(0, length), truncated };
}

function unpack(response: IncomingMessage, limiter: Transform): Readable {
  // Errors of every stream reach the reader of the last one.
  const done = () => {};
  switch ((response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()) {
    case '':
    case 'identity':
      return pipeline(response, limiter, done);
    case 'gzip':
    case 'x-gzip':
      // These flush modes unpack a truncated body as far as it goes.
      return pipeline(response, limiter, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), done);
    case 'br':
      return pipeline(
        response,
        limiter,
        createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
        done,
      );
    default:
      throw new Error('expected the content coding gzip, br or none');
  }
}

/** Passes on the first `maxBytes` bytes and `MAX_CHUNKS` chunks, then ends, and discards the rest. */
function createLimiter(maxBytes: number, onLimit: () => void): Transform {
  let [length, chunks, ended] = [0, 0, false];
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      if (ended) return next();
      const free = maxBytes - length;
      length += chunk.length;
      chunks += 1;
      if (chunk.length <= free && chunks <= MAX_CHUNKS) return next(null, chunk);
      ended = true;
      onLimit();
      if (chunks <= MAX_CHUNKS) this.push(chunk.subarray(0, free));
      this.push(null);
      next();
    },
  });
}
