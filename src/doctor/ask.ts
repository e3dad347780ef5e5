import { lookup } from 'node:dns/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { sendRequest } from '../net/send-request.ts';

export interface Answer {
  readonly status: number;
  /** A header that came twice is joined by commas. */
  readonly headers: IncomingHttpHeaders;
  /** As it was sent: it may be compressed. */
  readonly body: Buffer;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request on a connection of its own, and follows no redirect. Rejects where there is no answer. */
export type Ask = (url: string, question?: Question) => Promise<Answer>;

const TIMEOUT_MS = 4_000;

/** Uses the names of the system. The address may be a private one: the operator has chosen it. */
export function createAsk(userAgent: string, signal: AbortSignal): Ask {
  return async (address, { method = 'GET', headers = {} } = {}) => {
    const url = new URL(address);
    const found = await lookup(url.hostname.replace(/^\[(.*)\]$/, '$1'), { all: true });
    const addresses = found.map((one) => ({
      address: one.address,
      family: one.family === 6 ? (6 as const) : (4 as const),
    }));
    const response = await sendRequest(url, addresses, {
      method,
      headers: { 'User-Agent': userAgent, ...headers },
      body: undefined,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headersTimeoutMs: TIMEOUT_MS,
    });
    return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
  };
}
