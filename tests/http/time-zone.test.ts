import { afterEach, beforeEach, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
let id: string;
beforeEach(async () => {
  newsroom = await openNewsroom([feedOf('top')], [], { timeZone: 'America/New_York' });
  const at = Date.parse('2026-11-20T03:15:00Z');
  const correction = { text: 'The boat was blue.', at };
  const [saved] = await newsroom.store.save([draftOf('The boat', { publishedAt: at, correction })], at);
  await newsroom.checkNow();
  id = saved?.id ?? '';
});
afterEach(() => newsroom.close());

test.each(['/', '/feeds/top', '/articles/{id}'])(
  'the page %s shows dates in the time zone of the newsroom',
  async (path) => {
    const { text } = await request(newsroom.app).get(path.replace('{id}', id)).set('Accept', 'text/html');
    expect(text).toContain('<time datetime="2026-11-20T03:15:00Z">November 19, 2026 at 22:15 EST</time>');
  },
);

test.each([
  ['/feeds/top.rss', 'Fri, 20 Nov 2026 03:15:00 GMT'],
  ['/feeds/top.atom', '2026-11-20T03:15:00Z'],
  ['/feeds/top.json', '2026-11-20T03:15:00Z'],
])('the feed %s has dates in UTC', async (path, date) => {
  const { text, body } = await request(newsroom.app).get(path);
  expect(`${text} ${JSON.stringify(body)}`).toContain(date);
});
