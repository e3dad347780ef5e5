import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { StartError } from '../model/problem.ts';
import type { HotPath } from './hot-path.ts';
import { createServer } from './node-http.ts';

export interface HttpServer {
  readonly port: number;
  /** Call it before any await, or the first request has no listener. */
  serve(app: Express, hotPath?: HotPath): void;
  close(graceMs: number): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than a CDN keeps an idle connection: it must not send a request on a connection that is closing. */
const KEEP_ALIVE_MS = 65_000;

/** Listens; port 0 takes a free one, an empty host means every address. Rejects with a `StartError` if it cannot listen. */
export async function openHttpServer({ port, host }: { port: number; host: string }): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Ending the empty stream of a request without a body was a seventh of the work of a 304.
    optimizeEmptyRequests: true,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(cause, port, host)));
    server.listen(host === '' ? { port } : { port, host }, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    serve(app, hotPath) {
      const listener: RequestListener =
        hotPath === undefined
          ? app
          : (request, response) => void (hotPath(request, response) || app(request, response));
      server.on('request', listener);
    },
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const end = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(end);
    },
  };
}

function cannotListen(cause: NodeJS.ErrnoException, port: number, host: string): StartError {
  const where = host === '' ? `port ${port}` : `${host}, port ${port}`;
  const reason =
    cause.code === 'EADDRINUSE'
      ? `PORT: another program uses ${where}`
      : `PORT, HOST: cannot listen on ${where} (${cause.message})`;
  return new StartError(reason, { cause });
}
