import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FetchedPage, type FetchPage, openPageFetcher } from '../../src/check-page/fetch-page.ts';
import type { ResolveName } from '../../src/net/resolve-host.ts';

/** Names lead here, unless a test says otherwise. */
export const HERE = '127.0.0.1';

/** A church's web server on loopback, whose answers a test writes. */
export interface Church {
  readonly port: number;
  /** Every request that came, in order. */
  readonly asked: readonly IncomingMessage[];
  /** Sets what a path answers. */
  on(path: string, answer: RequestListener): void;
  /** Sets a page of HTML. */
  page(path: string, html: string | Buffer, headers?: Readonly<Record<string, string | string[]>>): void;
  close(): Promise<void>;
}

export async function openChurch(): Promise<Church> {
  const answers = new Map<string, RequestListener>();
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const answer = answers.get(request.url ?? '');
    if (answer === undefined) response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>Nothing</h1>');
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    on: (path, answer) => void answers.set(path, answer),
    page: (path, html, headers = {}) =>
      void answers.set(path, (_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(html);
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A name server that knows these names. */
export function namesOf(names: Readonly<Record<string, readonly string[]>>): ResolveName {
  return async (name) => (names[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

interface FetcherSettings {
  readonly resolveName?: ResolveName;
  readonly allows?: (address: string) => boolean;
  readonly limits?: { allMs?: number; headMs?: number; bytes?: number; redirects?: number };
}

/** The real fetcher, permitted to go to loopback and to the ports that the kernel gave. */
export function openLocalFetcher({
  resolveName = namesOf({ 'church.example': [HERE] }),
  allows = (address) => address === HERE,
  limits = {},
}: FetcherSettings = {}): FetchPage {
  return openPageFetcher({
    network: { allows, ports: undefined },
    resolveName,
    userAgent: 'TidingsPageCheck/1 (+https://news.example.org/embed/check)',
    limits: { allMs: 20_000, headMs: 20_000, bytes: 2 * 1024 * 1024, redirects: 5, ...limits },
  });
}

/** The page, or an error that says what came instead. */
export async function getPage(fetchPage: FetchPage, address: string): Promise<FetchedPage> {
  const fetched = await fetchPage(address);
  if (fetched.kind === 'failed') throw new Error(`expected a page, got ${fetched.problem}`);
  return fetched;
}
