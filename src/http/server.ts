import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { StartError } from '../model/problem.ts';
import type { HotPath } from './hot-path.ts';
import { createServer } from './node-http.ts';

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Answers requests by the hot path, where it can, and with this application. To be called in the same turn in which `openHttpServer` resolves. */
  serve(app: Express, hotPath?: HotPath): void;
  /** Takes no more connections, lets what is under way finish for so long, then ends the rest. */
  close(graceMs: number): Promise<void>;
}

/** Time a client gets to send its head, in milliseconds: slow ones must not hold sockets. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than a CDN keeps an idle connection, so that it is never we who close under it. */
const KEEP_ALIVE_MS = 65_000;

/** Begins to listen; port 0 takes a free one, no host means every address. Rejects with a `StartError` where that cannot be. */
export async function openHttpServer({ port, host }: { port: number; host: string }): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A request that announces no body is over when its head is here: a seventh of the work of a 304 was the end of a stream that held nothing.
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
  const why =
    cause.code === 'EADDRINUSE'
      ? `PORT: ${where} is taken by another program`
      : `PORT, HOST: cannot listen on ${where} (${cause.message})`;
  return new StartError(why, { cause });
}
