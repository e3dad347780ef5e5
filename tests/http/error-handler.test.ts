import { beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import type { RouteDependencies } from '../../src/http/app-dependencies.ts';
import { errorHandler } from '../../src/http/error-handler.ts';
import { HttpError } from '../../src/http/http-error.ts';
import { buildResponseHeaders } from '../../src/http/response-headers.ts';
import { StorageFault } from '../../src/model/storage-fault.ts';

type Form = Parameters<typeof errorHandler>[1];

const logged: unknown[] = [];
const failed: unknown[] = [];
/** What the line of the request has as `id`. */
const ids: unknown[] = [];
beforeEach(() => {
  logged.splice(0);
  failed.splice(0);
  ids.splice(0);
});

/** An application whose only route throws. */
function throwing(thrown: unknown, { form = 'problem' as Form, isReady = true, isBegun = false } = {}) {
  const dependencies: Partial<RouteDependencies> = {
    headers: buildResponseHeaders('https://news.example.org'),
    isReady: () => isReady,
    faults: { failed: (task: string, cause: unknown) => failed.push([task, cause]) } as never,
    site: { name: 'News', publicUrl: 'https://news.example.org' },
    catalog: () => ({ main: 'top' }) as never,
    pages: { notFound: asJson, problem: asJson } as never,
    log: { error: (...parts: unknown[]) => logged.push(parts) } as unknown as RouteDependencies['log'],
  };
  return express()
    .use((_request, response, next) => {
      response.once('close', () => ids.push(response.locals.requestId));
      next();
    })
    .all('/a', (_request, response) => {
      if (isBegun) response.write('begun');
      throw thrown;
    })
    .use(errorHandler(dependencies as RouteDependencies, form));
}

function asJson(input: unknown): string {
  return JSON.stringify(input);
}

const withStatus = (status: number) => Object.assign(new Error('Oh.'), { status });

test.each([
  ['a body that is too large', withStatus(413), 413, 'body-too-large'],
  ['a request that a parser refuses', withStatus(400), 400, 'invalid-request'],
  ['another status of a parser', withStatus(499), 400, 'invalid-request'],
  ['a refusal by a route', new HttpError('too-many-checks'), 503, 'too-many-checks'],
])('%s is a problem for the client, and is not logged', async (_what, thrown, status, code) => {
  const { type, body } = await request(throwing(thrown)).get('/a').expect(status).expect('Cache-Control', 'no-store');
  const { requestId: _id, ...problem } = body;
  expect([type, problem]).toEqual([
    'application/problem+json',
    { title: expect.any(String), status, detail: expect.any(String), code },
  ]);
  expect(logged).toEqual([]);
});

test.each([
  ['an error', new Error('Oh.'), 500, 'internal-error'],
  ['an error with another status', withStatus(399), 500, 'internal-error'],
  ['an error of a server', withStatus(500), 500, 'internal-error'],
  ['a text', 'Oh.', 500, 'internal-error'],
])('%s is a fault of ours, and is logged', async (_what, err, status, code) => {
  const { body, headers } = await request(throwing(err))
    .get('/a?b=c')
    .expect(status)
    .expect('Cache-Control', 'no-store');
  const id = headers['x-request-id'];
  expect([body.code, body.requestId, ids]).toEqual([code, id, [id]]);
  expect(JSON.stringify(body)).not.toContain('Oh.');
  expect(logged).toEqual([[{ err, url: '/a?b=c', id }, 'request failed']]);
});

test.each(['problem', 'text', 'page'] as const)('a fault of ours as %s names the id of the request', async (form) => {
  const ask = () => request(throwing(new Error('Oh.'), { form })).get('/a');
  expect((await ask().set('X-Request-Id', 'from-a-proxy')).text).toContain('from-a-proxy');
  const { text, headers } = await ask();
  expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  expect(text).toContain(headers['x-request-id']);
});

test('a fault of the storage is a failed task where a document is read, and logged where something is saved', async () => {
  const err = new StorageFault('The disk is full.');
  const read = await request(throwing(err)).get('/a').expect(503);
  expect([read.body.code, failed, logged]).toEqual(['not-readable', [[expect.any(String), err]], []]);
  const saved = await request(throwing(err)).post('/a').expect(503);
  expect([saved.body.code, failed.length, logged.length]).toEqual(['not-saved', 1, 1]);
});

test('an address that does not exist is cached for a minute, but not before the first import', async () => {
  const error = new HttpError('address-not-found', 'Nothing.', { 'X-Other': 'yes' });
  const { text, type, headers } = await request(throwing(error, { form: 'text' }))
    .get('/a')
    .expect(404);
  expect([text, type, headers['x-other']]).toEqual(['Nothing.\n', 'text/plain', 'yes']);
  expect(headers['cache-control']).toBe('public, max-age=60');
  expect(headers).not.toHaveProperty('x-request-id');
  await request(throwing(error, { isReady: false }))
    .get('/a')
    .expect(404)
    .expect('Cache-Control', 'no-store');
});

test('an answer that has begun ends without the rest, so that no client takes it for whole', async () => {
  await expect(request(throwing(new Error('Oh.'), { isBegun: true })).get('/a')).rejects.toThrow(/aborted|hang up/);
  expect(logged).toHaveLength(1);
});

test.each([
  ['article-not-found', 404, { path: '/a' }],
  ['invalid-request', 400, { status: 400, title: 'Bad Request', detail: 'This request could not be understood.' }],
] as const)('the page of %s says what is wrong', async (code, status, expected) => {
  const form: Form = ({ query }) => (query.page === undefined ? 'text' : 'page');
  const { text, type } = await request(throwing(new HttpError(code), { form }))
    .get('/a?page')
    .expect(status);
  expect(type).toBe('text/html');
  expect(JSON.parse(text)).toEqual({
    site: expect.objectContaining({ name: 'News' }),
    headlinesFeed: 'top',
    ...expected,
  });
});
