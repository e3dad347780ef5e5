import { connect, type Socket } from 'node:net';
import type { GeneratorOrder, LoadResult } from './load-order.ts';
import type { BenchRequest } from './send-request.ts';
import { quantile } from './statistics.ts';

const BLANK_LINE = Buffer.from('\r\n\r\n');
const TICK_MS = 1;

/**
 * Sends requests to a server over raw sockets. Rejects if an answer is an error. This file is also a program, so that the load has its
 * own process.
 */
async function generate({ port, requests, seconds, connections, rate }: GeneratorOrder): Promise<LoadResult> {
  const encoded = requests.map((request) => ({ bytes: toBytes(request), bodiless: request.method === 'HEAD' }));
  const took: number[] = [];
  let next = 0;
  const began = performance.now();
  const ends = began + seconds * 1000;
  /** Start times of requests that wait because all connections are busy. The wait counts. */
  const due: number[] = [];
  const idle: Connection[] = [];

  const send = (connection: Connection, since: number): void => {
    const request = encoded[next % encoded.length];
    next += 1;
    if (request === undefined) throw new Error('expected a request, got none');
    connection.send(request.bytes, request.bodiless, () => {
      const now = performance.now();
      took.push(now - since);
      if (now > ends) connection.close();
      else if (rate === undefined) send(connection, now);
      else if (due.length > 0) send(connection, due.shift() ?? now);
      else idle.push(connection);
    });
  };

  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  if (rate === undefined) for (const connection of opened) send(connection, performance.now());
  else {
    idle.push(...opened);
    let begun = 0;
    const tick = setInterval(() => {
      const now = performance.now();
      for (; begun < ((now - began) / 1000) * rate; begun += 1) due.push(now);
      while (due.length > 0 && idle.length > 0) send(idle.shift() as Connection, due.shift() ?? now);
      if (now > ends) {
        clearInterval(tick);
        for (const connection of idle) connection.close();
      }
    }, TICK_MS);
  }
  await Promise.all(opened.map(({ closed }) => closed));
  return {
    requests: took.length,
    requestsPerSecond: took.length / ((performance.now() - began) / 1000),
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
  };
}

interface Connection {
  send(bytes: Buffer, bodiless: boolean, onAnswer: () => void): void;
  close(): void;
  readonly closed: Promise<void>;
}

/** Opens a connection. It reads only what the tested servers send: a head with `Content-Length`, then the body. */
async function openConnection(port: number): Promise<Connection> {
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
    send(bytes, withoutBody, then) {
      onAnswer = then;
      bodiless = withoutBody;
      socket.write(bytes);
    },
    close: () => void socket.end().destroy(),
  };
}

function toBytes({ method = 'GET', path, headers = {} }: BenchRequest): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines.join('')}\r\n`);
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as GeneratorOrder;
  process.stdout.write(JSON.stringify(await generate(order)));
}
