import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createLocalFetcher } from '../check-page/local-fetcher.ts';
import { openTestSite, type TestSite } from '../net/test-site.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

const SNIPPET =
  '<div class="tidings"><a href="https://news.example.org/feeds/top">News</a></div><script async src="https://news.example.org/v1/top.js"></script>';

let church: TestSite;
let newsroom: Newsroom;
let home: string;

/** A new newsroom, so that its rate limits start at zero. */
const openChecking = () =>
  openNewsroom([feedOf('top')], [draftOf('An article')], { moves: { first: 'top' }, fetchPage: createLocalFetcher() });

beforeAll(async () => {
  church = await openTestSite();
  home = `http://church.example:${church.port}`;
  newsroom = await openChecking();
  church.page('/works', SNIPPET);
  church.page('/category', SNIPPET.replaceAll('top', 'category/world'));
  church.page('/no-category', SNIPPET.replaceAll('top', 'category/nothing'));
  church.page('/renamed', SNIPPET.replaceAll('top', 'first'));
});

afterAll(async () => {
  await newsroom.close();
  await church.close();
});

const ask = (address: string, headers: Readonly<Record<string, string>> = {}, from = newsroom) =>
  request(from.app).get('/embed/check').query({ url: address }).set(headers);
const asJson = { Accept: 'application/json' };

describe('/embed/check', () => {
  test('is a form, and then the form with the report; never cached, never for search engines', async () => {
    const form = await request(newsroom.app).get('/embed/check');
    const found = await ask(`${home}/works`, { Accept: 'text/html,*/*;q=0.8' });
    for (const answer of [form, found]) {
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
        vary: 'Accept',
      });
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.text).toContain('<meta name="robots" content="noindex">');
      expect(answer.text).toContain('name="url"');
    }
    expect(form.text).not.toContain('id="report-heading"');
    expect(found.text).toContain('<h2 id="report-heading" class="working">It works</h2>');
    expect(found.text).toContain(`value="${home}/works"`);
  });

  test('is JSON if Accept prefers it', async () => {
    const answer = await ask(`${home}/works`, asJson);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.body).toMatchObject({
      url: `${home}/works`,
      verdict: 'working',
      findings: [{ kind: 'widget-works', severity: 'ok', message: expect.stringContaining('“Feed top”') }],
    });
    const without = await request(newsroom.app).get('/embed/check').set(asJson);
    expect([without.status, without.type]).toEqual([400, 'application/problem+json']);
  });

  test.each([
    ['/category', ['widget-works']],
    ['/no-category', ['feed-missing']],
    ['/renamed', ['widget-works', 'feed-moved']],
  ])('recognises derived feeds and moved feeds: %s', async (path, kinds) => {
    const { body } = await ask(home + path, asJson);
    expect(body.findings.map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
  });

  test('an invalid address is a 400, as a page and as JSON', async () => {
    const page = await ask('ftp://church.example/');
    expect(page.status).toBe(400);
    expect(page.text).toContain('We can check only addresses that begin with http:// or https://');
    expect((await ask('https://me:secret@church.example/', asJson)).body.findings).toMatchObject([
      { kind: 'address-refused' },
    ]);
  });

  test('refuses images, frames and other checks', async () => {
    const before = church.requests.length;
    expect((await ask(`${home}/works`, { 'Sec-Fetch-Dest': 'image' })).status).toBe(403);
    expect((await ask(`${home}/works`, { 'User-Agent': 'TidingsPageCheck/1 (+x)' })).status).toBe(403);
    expect(
      (
        await request(newsroom.app)
          .head('/embed/check')
          .query({ url: `${home}/works` })
      ).status,
    ).toBe(200);
    const refused = await ask(`${home}/works`, { ...asJson, 'User-Agent': 'TidingsPageCheck/1 (+x)' });
    expect([refused.type, refused.headers['cache-control'], refused.body]).toEqual([
      'application/problem+json',
      'no-store',
      {
        title: 'Forbidden',
        status: 403,
        detail:
          'Open this address in a browser or request it from a program. It cannot be used in another page or by another check.',
        code: 'check-refused',
      },
    ]);
    expect(church.requests).toHaveLength(before);
  });

  test('other methods: 405', async () => {
    const answer = await request(newsroom.app).post('/embed/check');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('rate limits', () => {
  test('a reader has 12 checks a minute; the form has no limit', async () => {
    const own = await openChecking();
    try {
      const statuses: number[] = [];
      for (let time = 0; time < 13; time += 1) statuses.push((await ask(`${home}/works`, {}, own)).status);
      expect(statuses).toEqual([...Array<number>(12).fill(200), 429]);
      const over = await ask(`${home}/works`, asJson, own);
      expect([over.status, over.type, over.headers['retry-after']]).toEqual([429, 'application/problem+json', '60']);
      expect((await request(own.app).get('/embed/check')).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  test('four pages are checked at the same time', async () => {
    const own = await openChecking();
    const waiting: (() => void)[] = [];
    church.on('/slow', (_request, response) => {
      waiting.push(() => void response.writeHead(200, { 'Content-Type': 'text/html' }).end(SNIPPET));
    });
    try {
      const four = Array.from({ length: 4 }, () => ask(`${home}/slow`, asJson, own).then(({ status }) => status));
      while (waiting.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
      const fifth = await ask(`${home}/works`, asJson, own);
      expect([fifth.status, fifth.type, fifth.headers['retry-after']]).toEqual([503, 'application/problem+json', '5']);
      for (const answer of waiting) answer();
      expect(await Promise.all(four)).toEqual([200, 200, 200, 200]);
      expect((await ask(`${home}/works`, asJson, own)).status).toBe(200);
    } finally {
      await own.close();
    }
  });
});
