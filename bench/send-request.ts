import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** A request to any server. */
export interface BenchRequest {
  readonly path: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer. The body has its content coding. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Names and values alternate, as sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

const TIMEOUT_MS = 60_000;
const RETRY_MS = 2;

/** One connection is kept open, so that times do not include a handshake. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends a request to a server on this machine. Resolves with the last byte. */
export async function sendRequest(port: number, { path, method = 'GET', headers = {} }: BenchRequest): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ agent, host: '127.0.0.1', port, path, method, headers }, resolve).on('error', reject).end();
  });
  const body = await buffer(response);
  return { status: response.statusCode ?? 0, headers: response.headers, rawHeaders: response.rawHeaders, body };
}

/** Repeats a request until the answer is 200. Rejects after a minute. */
export async function waitUntilReady(port: number, request: BenchRequest): Promise<Answer> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await sendRequest(port, request).catch(() => undefined);
    if (answer?.status === 200) return answer;
    if (performance.now() > deadline) throw new Error(`expected 200 from ${request.path}, got ${answer?.status}`);
    await setTimeout(RETRY_MS);
  }
}

/** Repeats a request until its ETag has not changed for a while: then better compressed versions are finished. */
export async function waitUntilSettled(port: number, request: BenchRequest, stableMs = 2_000): Promise<Answer> {
  const deadline = performance.now() + TIMEOUT_MS;
  let answer = await waitUntilReady(port, request);
  for (let since = performance.now(); performance.now() - since < stableMs; ) {
    await setTimeout(100);
    const next = await sendRequest(port, request);
    if (next.headers.etag !== answer.headers.etag) since = performance.now();
    if (performance.now() > deadline) throw new Error(`expected ${request.path} to settle`);
    answer = next;
  }
  return answer;
}
