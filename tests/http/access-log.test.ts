import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { openAccessLog } from '../../src/http/access-log.ts';

/** The line of one request. */
async function logRequest(requestId?: string): Promise<string> {
  const line = Promise.withResolvers<string>();
  const app = express();
  app.use(openAccessLog(line.resolve).middleware);
  app.get('/a', (_request, response) => {
    response.send('four');
  });
  await request(app)
    .get('/a?q="quoted"')
    .set('User-Agent', 'Feedly/1.0 (16 subscribers)')
    .set('X-Forwarded-For', '203.0.113.7')
    .set('Cookie', 'visitor=7')
    .set(requestId === undefined ? {} : { 'X-Request-Id': requestId });
  return line.promise;
}

test('a request is one JSON line: what was requested and answered, and nothing that identifies the reader', async () => {
  const text = await logRequest();
  const { time, ms, ...line } = JSON.parse(text);
  expect(line).toEqual({
    level: 30,
    method: 'GET',
    url: '/a?q=%22quoted%22',
    status: 200,
    bytes: 4,
    client: 'Feedly',
    msg: 'request',
  });
  expect(Date.parse(time)).not.toBeNaN();
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(text.endsWith('\n')).toBe(true);
});

test.each([
  ['5c2f9f7a-0d5e-4f7c-9a53-3b1f0c6b7d11', true],
  ['1-67891233-abcdef012345678912345678=/+.:_@', true],
  ['', false],
  ['a"b', false],
  ['a b', false],
  ['a, b', false],
  ['ä', false],
  ['a'.repeat(129), false],
])('the id that a proxy gave a request, %j, is in its line: %s', async (id, isKept) => {
  const line = JSON.parse(await logRequest(encodeURI(id) === id ? id : Buffer.from(id).toString('latin1')));
  expect(line.id).toBe(isKept ? id : undefined);
});

test('the privacy page lists the fields of a line, and no others', async () => {
  const page = await readFile(new URL('../../src/pages/templates/privacy.hbs', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/<li><code>(\w+)<\/code>/g)].map(([, field]) => field);
  const { level, msg, ...fields } = JSON.parse(await logRequest('a1'));
  expect(listed).toEqual(Object.keys(fields));
  // The same in each line.
  expect([level, msg]).toEqual([30, 'request']);
});

test('the line is JSON for any request', () => {
  const lines: string[] = [];
  const log = openAccessLog((line) => lines.push(line));
  const url = '/feeds/"a\\b\u0000.rss';
  log.write({ method: 'HEAD', headers: { 'user-agent': '"}' } } as IncomingMessage, url, 404, 0, 0.25);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    method: 'HEAD',
    url,
    status: 404,
    bytes: 0,
    ms: 0.25,
    client: 'other',
  });
});
