import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import { openHttpServer } from '../../src/http/server.ts';

/** More than the buffers of two sockets hold. */
const LARGE = Buffer.alloc(50 * 1024 * 1024);

test('disconnects a reader that stops to read', async () => {
  const sentAll = Promise.withResolvers<boolean>();
  const app = express();
  app.get('/', (_request, response) => {
    response.on('close', () => sentAll.resolve(response.writableFinished));
    response.end(LARGE);
  });
  const server = await openHttpServer({ port: 0, host: '127.0.0.1', idleMs: 300 });
  server.serve(app);
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  expect(await sentAll.promise).toBe(false);
  socket.destroy();
  await server.close(0);
});

/** Sends requests in one packet. Returns the order of the calls, with one of another client as `-`, and the number of answers. */
async function pipeline(requests: number): Promise<{ calls: string; answers: number }> {
  const app = express();
  let calls = '';
  app.get('/:name', (request, response) => {
    calls += request.params.name;
    setImmediate(() => (calls += '-'));
    response.end();
  });
  const server = await openHttpServer({ port: 0, host: '127.0.0.1' });
  server.serve(app);
  const socket = connect(server.port, '127.0.0.1');
  const closed = once(socket, 'close').catch(() => undefined);
  let answers = 0;
  socket.on('data', (bytes) => {
    answers += bytes.toString().split('HTTP/1.1 200').length - 1;
    if (answers === requests) socket.end();
  });
  socket.write('GET /a HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(requests));
  await closed;
  await server.close(0);
  return { calls, answers };
}

test('answers other clients between requests that come in one packet', async () => {
  const { calls, answers } = await pipeline(4);
  expect([calls, answers]).toEqual([expect.stringMatching(/^a-a-a-a-?$/), 4]);
});

test('disconnects a client that sends thousands of requests without waiting for an answer', async () => {
  expect((await pipeline(2_000)).calls.length).toBeLessThan(10);
});

/** A client that keeps its connection. */
async function openClient(port: number) {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (bytes) => (received += bytes.toString()));
  await once(socket, 'connect');
  return {
    closed: once(socket, 'close'),
    ask: (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`),
    async answers(count: number) {
      while (received.split('HTTP/1.1 200').length - 1 < count) await once(socket, 'data');
    },
    /** The `Connection` header of each answer, and its body. */
    received: () =>
      [...received.matchAll(/^Connection: (.*)\r\n(?:.*\r\n)*?\r\n(hot|waited)/gm)].map(([, ...parts]) => parts),
  };
}

test('a server that stops cuts no request, and each answer says that the connection ends', async () => {
  const started = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const going = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const app = express();
  app.get('/wait/:index', async (request, response) => {
    const index = Number(request.params.index);
    started[index]?.resolve();
    await going[index]?.promise;
    response.send('waited');
  });
  const server = await openHttpServer({ port: 0, host: '127.0.0.1' });
  server.serve(app, ({ url }, response) => url === '/hot' && response.end('hot') === response);
  const [slow, slower, kept, idle] = await Promise.all([1, 2, 3, 4].map(() => openClient(server.port)));
  if (slow === undefined || slower === undefined || kept === undefined || idle === undefined) throw new Error();
  for (const client of [kept, idle]) {
    client.ask('/hot');
    await client.answers(1);
  }
  slow.ask('/wait/0');
  slower.ask('/wait/1');
  await Promise.all(started.map(({ promise }) => promise));

  server.drain();
  expect(server.isDraining()).toBe(true);
  kept.ask('/hot');
  const late = await openClient(server.port);
  late.ask('/hot');
  going[0]?.resolve();
  await Promise.all([slow.closed, kept.closed, late.closed]);
  expect([slow.received(), kept.received(), late.received()]).toEqual([
    [['close', 'waited']],
    [
      ['keep-alive', 'hot'],
      ['close', 'hot'],
    ],
    [['close', 'hot']],
  ]);

  const closed = server.close(60_000);
  await idle.closed;
  await expect(openClient(server.port)).rejects.toThrow('ECONNREFUSED');
  going[1]?.resolve();
  await Promise.all([closed, slower.closed]);
  expect(slower.received()).toEqual([['close', 'waited']]);
});
