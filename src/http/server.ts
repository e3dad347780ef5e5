import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import { StartError } from '../model/problem.ts';
import type { HotPath } from './hot-path.ts';
import { createServer } from './node-http.ts';

export interface HttpServer {
  readonly port: number;
  /** Call it before any await, or the first request has no listener. */
  serve(app: Express, hotPath?: HotPath): void;
  /** From now on, each answer tells the client to use another connection for its next request. */
  drain(): void;
  isDraining(): boolean;
  /** Accepts no connections any more, and closes each after its answer, or after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

interface HttpServerOptions {
  readonly port: number;
  readonly host: string;
  readonly idleMs?: number;
}

const HEADERS_TIMEOUT_MS = 10_000;
/** The largest request is a form of some kilobytes. */
const REQUEST_TIMEOUT_MS = 30_000;
/** A reader that takes nothing for so long is disconnected. Longer than any answer takes (a page check, 15 s). */
const IDLE_MS = 60_000;
/** Further clients are refused, before the process has no file descriptors left. */
const MAX_CONNECTIONS = 10_000;
/** Longer than a CDN keeps an idle connection: it must not send a request on a connection that is closing. */
const KEEP_ALIVE_MS = 65_000;
/** Requests of one connection that wait for the answer to an earlier one. Browsers and feed readers send none. */
const MAX_PIPELINED = 100;

/** Listens; port 0 takes a free one, an empty host means every address. Rejects with a `StartError` if it cannot listen. */
export async function openHttpServer({ port, host, idleMs = IDLE_MS }: HttpServerOptions): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Two `Host` or `If-Modified-Since` headers are errors; without this the second is dropped.
    joinDuplicateHeaders: true,
    // Ending the empty stream of a request without a body was a seventh of the work of a 304.
    optimizeEmptyRequests: true,
  });
  server.setTimeout(idleMs);
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(cause, port, host)));
    server.listen(host === '' ? { port } : { port, host }, resolve);
  });

  let draining = false;
  /** Without those of the hot path, which are sent at once. */
  const running = new Set<ServerResponse>();
  const drain = (): void => {
    draining = true;
    for (const response of running) response.shouldKeepAlive = false;
  };
  return {
    port: (server.address() as AddressInfo).port,
    serve(app, hotPath) {
      const listener: RequestListener = (request, response) => {
        if (draining) response.shouldKeepAlive = false;
        if (hotPath?.(request, response) === true) return;
        running.add(response);
        response.once('close', () => running.delete(response));
        app(request, response);
      };
      server.on('request', answerInTurn(listener));
    },
    drain,
    isDraining: () => draining,
    async close(graceMs) {
      drain();
      // This closes idle connections too.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const end = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(end);
    },
  };
}

/** Answers pipelined requests one at a time, and requests of other clients in between. Node would call the listener for all of them at once. */
function answerInTurn(listener: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    // Node assigns the socket after the answer to the request before.
    if (response.socket !== null) return listener(request, response);
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > MAX_PIPELINED) return void socket.destroy();
    waiting.set(socket, count);
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? count) - 1);
      setImmediate(listener, request, response);
    });
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
