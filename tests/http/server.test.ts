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
