import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { ROUTES } from '../../src/http/routes.ts';
import { toTerm } from '../../src/model/term.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, SITE } from './newsroom.ts';

const ADDRESSES = ROUTES.flatMap(({ addresses }) => addresses);
const VERSION = { version: '1.0.0', code: 'void 0;', integrity: 'sha384-x' };

let newsroom: Newsroom;
let values: Record<string, string>;

beforeAll(async () => {
  const older = Array.from({ length: 4 }, (_, number) => draftOf(`Older ${number}`));
  newsroom = await openNewsroom(
    [feedOf('top', { count: 2 })],
    [draftOf('News', { categories: [toTerm('Israel')] }), ...older],
    {
      widgetVersions: [VERSION],
      newsroomToken: 'a-token-of-the-test',
    },
  );
  const [article] = await newsroom.store.listVisible({ ...feedOf('top'), limit: 1 });
  const redirected = await request(newsroom.app).post('/feeds/c?category=israel');
  const code = redirected.headers.location?.split('/').at(-1) ?? '';
  values = {
    feed: 'top',
    n: '1',
    slug: 'israel',
    code,
    id: article?.id ?? '',
    hash: '12345678',
    'x.y.z': VERSION.version,
  };
});

afterAll(() => newsroom.close());

test.each(ADDRESSES.filter((address) => !/…|\{(?:ext|file)\}/.test(address)))('%s is an address', async (address) => {
  const path = address.replace(/\{([^}]+)\}/g, (_, name) => values[name] ?? '');
  const { status } = await request(newsroom.app).get(path);
  const expected = { '/feeds/c': 405, '/newsroom/intake': 401, '/metrics': 401 }[address] ?? 200;
  expect([path, status]).toEqual([path, expected]);
});

test.each([
  ['/nowhere', 'text/html'],
  ['/feeds/none', 'text/html'],
  ['/articles/none', 'text/html'],
  ['/embed/none', 'text/html'],
  ['/feeds/none.rss', 'text/plain'],
  ['/feeds/none.xml', 'text/plain'],
  ['/feeds/none/archive/1.atom', 'text/plain'],
  ['/articles/none.json', 'text/plain'],
  ['/v1/articles/none.json', 'text/plain'],
  ['/v1/none.js', 'text/plain'],
  ['/v1.2.3/tidings.js', 'text/plain'],
  ['/media/none.jpg', 'text/plain'],
  ['/assets/none.css', 'text/plain'],
  [`/oembed?url=${SITE.publicUrl}/none`, 'text/plain'],
])('an error at %s is %s: the form of its routes', async (path, type) => {
  const { status, headers } = await request(newsroom.app).get(path);
  expect([status, headers['content-type']]).toEqual([404, `${type}; charset=utf-8`]);
  expect(headers['cache-control']).toBe('public, max-age=60');
});

test('a file of pages has its address with the hash of another version too, and caches keep that shortly', async () => {
  const page = await request(newsroom.app).get('/');
  const path = /\/assets\/[\w-]+\.[\da-f]{8}\.css/.exec(page.text)?.[0] ?? '';
  const present = await request(newsroom.app).get(path);
  expect(present.headers['cache-control']).toContain('immutable');
  const other = await request(newsroom.app).get(path.replace(/[\da-f]{8}/, '00000000'));
  expect([other.status, other.text]).toEqual([200, present.text]);
  expect(other.headers['cache-control']).toMatch(/^public, max-age=300,/);
});

test('an error inside an iframe may be framed by every site', async () => {
  const { headers } = await request(newsroom.app).post('/embed/top');
  expect(headers['x-frame-options']).toBeUndefined();
  expect(headers['content-security-policy']).not.toContain('frame-ancestors');
});
