import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib';

/** Content codings that are asked for and understood. */
export const ACCEPTED_CODINGS = 'gzip, br';

/** A body, its content coding undone. */
export interface Body {
  readonly bytes: Buffer;
  /** Whether it went on beyond what was read. */
  readonly cut: boolean;
}

/** Pieces in which a body may come. A server that sends it byte by byte would cost thousands of times the work and memory of its bytes. */
const MOST_PIECES = 100_000;
/** What most pages fit into. */
const FIRST_BYTES = 128 * 1024;

/**
 * Reads the body up to so many bytes, counted as they arrive and as they are unpacked, so that a bomb never grows. Rejects where it breaks off or is
 * packed in a way that was not asked for.
 */
export async function readBody(response: IncomingMessage, mostBytes: number): Promise<Body> {
  let bytes = Buffer.alloc(Math.min(FIRST_BYTES, mostBytes));
  let length = 0;
  let cut = false;
  const arriving = limitTo(mostBytes, () => {
    cut = true;
  });
  for await (const chunk of unpack(response, arriving)) {
    const room = mostBytes - length;
    const next = length + Math.min(chunk.length, room);
    // Copied, since each piece that is kept would keep its own buffer.
    if (next > bytes.length) bytes = Buffer.concat([bytes], Math.min(mostBytes, Math.max(next, 2 * bytes.length)));
    chunk.copy(bytes, length, 0, room);
    length = next;
    if (chunk.length > room) {
      cut = true;
      break;
    }
  }
  // An ended stream would let its socket live on for the rest.
  response.destroy();
  return { bytes: bytes.subarray(0, length), cut };
}

function unpack(response: IncomingMessage, arriving: Transform): Readable {
  // Whoever reads the last stream hears of a fault in any of them.
  const done = () => {};
  switch ((response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()) {
    case '':
    case 'identity':
      return pipeline(response, arriving, done);
    case 'gzip':
    case 'x-gzip':
      // A page that was cut in the middle is unpacked as far as it goes.
      return pipeline(response, arriving, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), done);
    case 'br':
      return pipeline(
        response,
        arriving,
        createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
        done,
      );
    default:
      throw new Error('expected the content coding gzip, br or none');
  }
}

/** Passes so many bytes on, in so many pieces, and swallows the rest. */
function limitTo(mostBytes: number, onCut: () => void): Transform {
  let [length, pieces, ended] = [0, 0, false];
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      if (ended) return next();
      const room = mostBytes - length;
      length += chunk.length;
      pieces += 1;
      if (chunk.length <= room && pieces <= MOST_PIECES) return next(null, chunk);
      ended = true;
      onCut();
      if (pieces <= MOST_PIECES) this.push(chunk.subarray(0, room));
      this.push(null);
      next();
    },
  });
}
