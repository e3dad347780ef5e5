import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

const MAX_BYTES = 32 * 1024;

/** Reads the fields of a form. Rejects with an `HttpError` where it is too large, without waiting for the rest. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  if (Number(request.headers['content-length']) > MAX_BYTES) throw new HttpError('body-too-large');
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A destroyed request could not be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new HttpError('body-too-large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
