import { connect, type Socket } from 'node:net';
import type { Question } from './ask.ts';
import type { GeneratorOrder, LoadResult } from './load-order.ts';
import { quantile } from './statistics.ts';

const BLANK_LINE = Buffer.from('\r\n\r\n');
const TICK_MS = 1;

/** Loads a server over raw sockets; this file is also the program that does it, in a process of its own. Rejects where an answer is an error. */
async function generate({ port, questions, seconds, connections, rate }: GeneratorOrder): Promise<LoadResult> {
  const requests = questions.map((question) => ({ bytes: toBytes(question), bodiless: question.method === 'HEAD' }));
  const took: number[] = [];
  let next = 0;
  const began = performance.now();
  const ends = began + seconds * 1000;
  /** Requests whose time has come while every connection was busy: they wait, and their waiting counts. */
  const due: number[] = [];
  const idle: Line[] = [];

  const send = (line: Line, since: number): void => {
    const request = requests[next % requests.length];
    next += 1;
    if (request === undefined) throw new Error('expected a question, got none');
    line.ask(request.bytes, request.bodiless, () => {
      const now = performance.now();
      took.push(now - since);
      if (now > ends) line.close();
      else if (rate === undefined) send(line, now);
      else if (due.length > 0) send(line, due.shift() ?? now);
      else idle.push(line);
    });
  };

  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)));
  if (rate === undefined) for (const line of lines) send(line, performance.now());
  else {
    idle.push(...lines);
    let begun = 0;
    const tick = setInterval(() => {
      const now = performance.now();
      for (; begun < ((now - began) / 1000) * rate; begun += 1) due.push(now);
      while (due.length > 0 && idle.length > 0) send(idle.shift() as Line, due.shift() ?? now);
      if (now > ends) {
        clearInterval(tick);
        for (const line of idle) line.close();
      }
    }, TICK_MS);
  }
  await Promise.all(lines.map(({ closed }) => closed));
  return {
    requests: took.length,
    requestsPerSecond: took.length / ((performance.now() - began) / 1000),
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
  };
}

interface Line {
  ask(bytes: Buffer, bodiless: boolean, onAnswer: () => void): void;
  close(): void;
  readonly closed: Promise<void>;
}

/** A connection. It reads as much of HTTP as the servers under test write: a head, then as many bytes as it says. */
async function openLine(port: number): Promise<Line> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let onAnswer = (): void => {};
  let bodiless = false;
  let head: Buffer = Buffer.alloc(0);
  let missing = -1;
  const closed = new Promise<void>((resolve, reject) => socket.once('close', () => resolve()).once('error', reject));

  socket.on('data', (chunk: Buffer) => {
    if (missing < 0) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf(BLANK_LINE);
      if (end < 0) return;
      const lines = head.toString('latin1', 0, end);
      const status = Number(lines.slice(9, 12));
      if (status >= 400) return void socket.destroy(new Error(`expected an answer, got ${lines.split('\r\n')[0]}`));
      if (/^transfer-encoding:/im.test(lines)) return void socket.destroy(new Error('expected a body of known length'));
      const length = Number(/^content-length: *(\d+)/im.exec(lines)?.[1] ?? 0);
      missing = (bodiless || status === 304 ? 0 : length) - (head.length - end - BLANK_LINE.length);
      head = Buffer.alloc(0);
    } else missing -= chunk.length;
    if (missing > 0) return;
    missing = -1;
    onAnswer();
  });
  return {
    closed,
    ask(bytes, withoutBody, then) {
      onAnswer = then;
      bodiless = withoutBody;
      socket.write(bytes);
    },
    close: () => void socket.end().destroy(),
  };
}

function toBytes({ method = 'GET', path, headers = {} }: Question): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines.join('')}\r\n`);
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as GeneratorOrder;
  process.stdout.write(JSON.stringify(await generate(order)));
}
