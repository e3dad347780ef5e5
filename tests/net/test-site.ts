import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpClientOptions, HttpLimits } from '../../src/net/http-client.ts';
import type { ResolveName } from '../../src/net/resolve-host.ts';

/** The address of `church.example`, unless a test says otherwise. */
export const LOOPBACK = '127.0.0.1';

/** A web server on loopback whose responses a test sets. */
export interface TestSite {
  readonly port: number;
  /** All requests, oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** Sets the handler of a path. */
  on(path: string, handler: RequestListener): void;
  /** Sets a page of HTML for a path. */
  page(path: string, html: string | Buffer, headers?: Readonly<Record<string, string | string[]>>): void;
  close(): Promise<void>;
}

export async function openTestSite(): Promise<TestSite> {
  const handlers = new Map<string, RequestListener>();
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const handler = handlers.get(request.url ?? '');
    if (handler === undefined) response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>Not found</h1>');
    else handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    on: (path, handler) => void handlers.set(path, handler),
    page: (path, html, headers = {}) =>
      void handlers.set(path, (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(html);
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Resolves these names only. */
export function resolverOf(names: Readonly<Record<string, readonly string[]>>): ResolveName {
  return async (name) => (names[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

export interface LocalNetwork {
  readonly resolveName?: ResolveName;
  readonly allows?: (address: string) => boolean;
  readonly ports?: ReadonlySet<number>;
  readonly limits?: Partial<HttpLimits>;
}

/** Options of a client that may go to loopback and to any port. */
export function localOptions({
  resolveName = resolverOf({ 'church.example': [LOOPBACK] }),
  allows = (address) => address === LOOPBACK,
  ports,
  limits = {},
}: LocalNetwork = {}): HttpClientOptions {
  return {
    network: { allows, ports },
    resolveName,
    userAgent: 'TidingsPageCheck/1 (+https://news.example.org/embed/check)',
    limits: { timeoutMs: 20_000, headersTimeoutMs: 20_000, maxBodyBytes: 2 * 1024 * 1024, maxRedirects: 5, ...limits },
  };
}
