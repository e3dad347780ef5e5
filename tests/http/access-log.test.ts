import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { openAccessLog } from '../../src/http/access-log.ts';

test('a request is one line of JSON: what was asked and answered, and nothing about who asked', async () => {
  const lines: string[] = [];
  const log = openAccessLog((line) => lines.push(line));
  const app = express();
  app.use(log.middleware);
  app.get('/a', (_request, response) => {
    response.send('four');
  });
  const ended = new Promise<void>((resolve) => {
    const wait = (): unknown => (lines.length > 0 ? resolve() : setImmediate(wait));
    wait();
  });
  await request(app).get('/a?q="quoted"').set('User-Agent', 'Reader "1"').set('X-Forwarded-For', '203.0.113.7');
  await ended;
  expect(lines).toHaveLength(1);
  const { time, ms, ...line } = JSON.parse(lines[0] ?? '');
  expect(line).toEqual({
    level: 30,
    method: 'GET',
    url: '/a?q=%22quoted%22',
    status: 200,
    bytes: 4,
    agent: 'Reader "1"',
    msg: 'request',
  });
  expect(Date.parse(time)).not.toBeNaN();
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(lines[0]?.endsWith('\n')).toBe(true);
});

test('the same address answered in different ways has lines that differ in just that', () => {
  const lines: string[] = [];
  const log = openAccessLog((line) => lines.push(line));
  const asked = [
    ['GET', '/feeds/all.rss', 200, 900],
    ['GET', '/feeds/all.rss', 304, 0],
    ['HEAD', '/feeds/all.rss', 200, 0],
    ['GET', '/feeds/all.rss', 200, 400],
    ['GET', '/feeds/all.rss', 200, 900],
    ['GET', '/feeds/other.rss', 200, 900],
  ] as const;
  for (const [method, url, status, bytes] of asked) {
    log.write({ method, headers: {} } as IncomingMessage, url, status, bytes, 0);
  }
  const read = lines
    .map((line) => JSON.parse(line))
    .map(({ method, url, status, bytes }) => [method, url, status, bytes]);
  expect(read).toEqual(asked);
});
