import { expect, test } from '@jest/globals';
import { ServerResponse } from '../../src/http/node-http.ts';
import { buildResponseHeaders, corsMiddleware } from '../../src/http/response-headers.ts';

const ALL = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag,Link',
  'cross-origin-resource-policy': 'cross-origin',
  'strict-transport-security': 'max-age=31536000',
  'Timing-Allow-Origin': '*',
  'x-content-type-options': 'nosniff',
};
const WITH_REFERRER = { ...ALL, 'referrer-policy': 'strict-origin-when-cross-origin' };
const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' https: data:;media-src 'self' https:;" +
  "connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'self'";
const pageWith = (policy: string) => ({
  ...WITH_REFERRER,
  'content-security-policy': policy,
  'x-frame-options': 'SAMEORIGIN',
});

test('a document, a page and an embed frame have exactly these headers', () => {
  expect(buildResponseHeaders('https://news.example.org')).toEqual({
    document: ALL,
    frame: { ...WITH_REFERRER, 'cross-origin-embedder-policy': 'require-corp', 'X-Robots-Tag': 'noindex' },
    page: pageWith(POLICY),
    framing: pageWith(`${POLICY};frame-src 'self'`),
    preview: pageWith(`${POLICY};frame-src 'self'`.replace("style-src 'self'", "style-src 'unsafe-inline'")),
  });
});

test('only a newsroom with https: asks browsers to use https: alone', () => {
  const { 'strict-transport-security': _, ...others } = ALL;
  expect(buildResponseHeaders('http://news.example.org').document).toEqual(others);
});

test('a browser may read documents from every site, and asks once a day', () => {
  const request = { method: 'OPTIONS', headers: { origin: 'https://other.example' } };
  const response = new ServerResponse(request as never);
  corsMiddleware(request as never, response as never, () => undefined);
  expect({ ...response.getHeaders() }).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,HEAD',
    'access-control-max-age': '86400',
  });
});
