import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** What is asked, of any server. */
export interface Question {
  readonly path: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, its body as it came: still coded. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

const PATIENCE_MS = 60_000;
const RETRY_MS = 2;

/** One connection, kept: what is timed is the answer, not the handshake. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Asks a server on this machine once. Resolves when the last byte is here. */
export async function ask(port: number, { path, method = 'GET', headers = {} }: Question): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ agent, host: '127.0.0.1', port, path, method, headers }, resolve).on('error', reject).end();
  });
  const body = await buffer(response);
  return { status: response.statusCode ?? 0, headers: response.headers, rawHeaders: response.rawHeaders, body };
}

/** Asks until the answer is 200: the server is starting. Rejects after a minute. */
export async function askUntilReady(port: number, question: Question): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask(port, question).catch(() => undefined);
    if (answer?.status === 200) return answer;
    if (performance.now() > deadline) throw new Error(`expected 200 from ${question.path}, got ${answer?.status}`);
    await setTimeout(RETRY_MS);
  }
}

/** Asks until the same answer has stood for a while: what is made smaller off the request's path has been made. */
export async function askUntilSettled(port: number, question: Question, standsMs = 2_000): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  let answer = await askUntilReady(port, question);
  for (let since = performance.now(); performance.now() - since < standsMs; ) {
    await setTimeout(100);
    const next = await ask(port, question);
    if (next.headers.etag !== answer.headers.etag) since = performance.now();
    if (performance.now() > deadline) throw new Error(`expected ${question.path} to settle`);
    answer = next;
  }
  return answer;
}
