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
