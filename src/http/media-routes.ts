import { pipeline } from 'node:stream/promises';
import type { Request, Router } from 'express';
import { StorageFault } from '../model/storage-fault.ts';
import { IMMUTABLE } from '../publish/build-document.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { createRouter, readRoute } from './read-route.ts';

const READING = 'images and audio cannot be read';
const READING_MS = 30_000;
const RETRY_SECONDS = 10;

/** `/media/{hash}.{ext}`: content-addressed, so it never changes; one range for audio (RFC 9110, section 14). */
export function mediaRoutes({ media, headers, faults }: RouteDependencies): Router {
  const router = createRouter();
  const throwUnavailable = (fault: unknown): never => {
    if (!(fault instanceof StorageFault)) throw fault;
    faults.failed(READING, fault, READING_MS);
    throw new HttpError('not-readable', undefined, { 'Retry-After': String(RETRY_SECONDS) });
  };
  readRoute(router, '/media/:file', async (request, response) => {
    const fileName = String(request.params.file);
    const file = await media.read(fileName).catch(throwUnavailable);
    if (file === undefined) throw new HttpError('file-not-found');
    const etag = `"${fileName}"`;
    response.set(headers.document);
    response.set({ 'Accept-Ranges': 'bytes', 'Cache-Control': IMMUTABLE, ETag: etag });
    if (request.fresh) return void response.status(304).end();
    const range = findRange(request, etag, file.bytes);
    const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
    if (range !== undefined) response.status(206).set('Content-Range', `bytes ${start}-${end}/${file.bytes}`);
    response.set({ 'Content-Type': file.type, 'Content-Length': String(end - start + 1) });
    if (request.method === 'HEAD') return void response.end();
    await pipeline(await file.open(range).catch(throwUnavailable), response).catch((fault: NodeJS.ErrnoException) => {
      // The client closed the connection.
      if (fault.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw fault;
    });
  });
  return router;
}

function findRange(request: Request, etag: string, bytes: number): { start: number; end: number } | undefined {
  const ifRange = request.get('If-Range');
  if (ifRange !== undefined && ifRange !== etag) return undefined;
  const ranges = request.range(bytes);
  if (ranges === -1) {
    throw new HttpError('range-not-satisfiable', undefined, { 'Content-Range': `bytes */${bytes}` });
  }
  return Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
}
