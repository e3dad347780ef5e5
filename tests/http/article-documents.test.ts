import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { ArticleDraft } from '../../src/model/article.ts';
import type { ArticleDocument } from '../../widget/contract/article-document.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, SITE, T0 } from './newsroom.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom([feedOf('top')], []);
});
afterEach(() => newsroom.close());

const get = (id: string) =>
  request(newsroom.app).get(`/v1/articles/${id}.json`).set('Origin', 'https://church.example');

async function publish(overrides: Partial<ArticleDraft> = {}): Promise<string> {
  const [outcome] = await newsroom.store.save([draftOf('The harbour', overrides)], T0);
  await newsroom.checkNow();
  return outcome?.id ?? '';
}

async function documentOf(overrides: Partial<ArticleDraft>): Promise<ArticleDocument> {
  const { status, body } = await get(await publish(overrides));
  expect(status).toBe(200);
  return body;
}

describe('an article as a document', () => {
  test('has all data of its page', async () => {
    const id = await publish({
      canonicalUrl: 'https://paper.example/harbour',
      contentHtml: '<p>Two ships &amp; a <a href="https://paper.example/boat" rel="nofollow">boat</a>.</p>',
      dateline: 'PORT ELIM',
      categories: [{ slug: 'world', label: 'World' }],
      image: {
        url: 'tidings-media:abc.jpg',
        alt: 'A quay',
        width: 1280,
        height: 800,
        caption: 'At dawn',
        credit: 'Ada',
      },
      audio: { url: 'tidings-media:abc.mp3', type: 'audio/mpeg' },
      correction: { text: 'It was two ships.', at: T0 - 60_000 },
      licence: 'CC-BY-SA-4.0',
    });
    const { status, headers, body } = await get(id);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
    });
    expect(body).toEqual({
      v: 1,
      id,
      url: 'https://paper.example/harbour',
      lang: 'en',
      dir: 'ltr',
      title: 'The harbour',
      byline: 'Ada Brook (reporter)',
      published: T0 / 1000 - 3600,
      categories: ['World'],
      picture: {
        src: 'https://news.example.org/media/abc.jpg',
        alt: 'A quay',
        width: 1280,
        height: 800,
        caption: 'At dawn',
        credit: 'Ada',
      },
      audio: 'https://news.example.org/media/abc.mp3',
      correction: { text: 'It was two ships.', at: T0 / 1000 - 60 },
      publisher: 'Example News',
      licence: { text: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
      body: [
        [
          'p',
          {},
          ['b', {}, 'PORT ELIM'],
          ' – Two ships & a ',
          ['a', { href: 'https://paper.example/boat' }, 'boat'],
          '.',
        ],
      ],
    });
    const again = await get(id).set('If-None-Match', String(headers.etag));
    expect([again.status, again.headers['access-control-allow-origin']]).toEqual([304, '*']);
  });

  test('has images of this server only; other images are links', async () => {
    const { body, picture } = await documentOf({
      image: { url: 'https://cdn.example/lead.jpg', alt: 'Lead' },
      contentHtml:
        '<figure><img src="tidings-media:own.jpg" alt="Ours" width="8" height="6" srcset="https://cdn.example/2x.jpg 2x" /></figure>' +
        '<figure><img src="https://cdn.example/a.jpg" alt="Theirs" /></figure><p><img src="https://cdn.example/pixel.gif" alt="" /></p>' +
        '<p><a href="https://paper.example/"><img src="https://cdn.example/b.jpg" alt="Linked" /></a></p>' +
        '<audio src="https://www.sound.example/a.mp3" controls></audio>',
    });
    expect(picture).toBeUndefined();
    expect(body).toEqual([
      ['figure', {}, ['img', { src: `${SITE.publicUrl}/media/own.jpg`, alt: 'Ours', width: '8', height: '6' }]],
      ['figure', {}, ['a', { href: 'https://cdn.example/a.jpg' }, 'Theirs']],
      ['p', {}, ['a', { href: 'https://paper.example/' }, 'Linked']],
      ['a', { href: 'https://www.sound.example/a.mp3' }, 'sound.example'],
    ]);
  });

  test('removes HTML that the store should not contain', async () => {
    const { body } = await documentOf({
      contentHtml:
        '<p onclick="x()" style="color:red" class="y" id="z">a<script>alert(1)</script><svg><a href="https://x.example">b</a></svg></p>' +
        '<a href="javascript:alert(1)">c</a><iframe src="https://x.example"></iframe><form action="https://x.example"><input name="d" />e</form>' +
        '<a href="data:text/html,x">f</a><img src="javascript:alert(1)" alt="g" />',
    });
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/script"|onclick|style|class|"id"|iframe|form|input|svg|javascript:|data:/);
    expect(text).toMatch(/"a".*"c".*"e".*"f".*"g"/s);
  });

  test('has the direction of a language that is written from right to left', async () => {
    const { lang, dir, body } = await documentOf({ language: 'he', contentHtml: '<p>שלום</p>' });
    expect([lang, dir]).toEqual(['he', 'rtl']);
    expect(body[0]).toEqual(['div', { lang: 'he', dir: 'rtl' }, '\n', ['p', {}, 'שלום'], '\n']);
  });

  test('is 404 for an article that is not public', async () => {
    const scheduled = await publish({ externalId: 's', state: 'scheduled', publishedAt: T0 + 60_000 });
    const embargoed = await publish({ externalId: 'e', embargoUntil: T0 + 60_000 });
    const draft = await publish({ externalId: 'd', state: 'draft' });
    for (const id of [scheduled, embargoed, draft, UNKNOWN, 'nonsense', `${scheduled}.x`]) {
      const { status, headers, text } = await get(id);
      expect([id, status, headers['access-control-allow-origin']]).toEqual([id, 404, '*']);
      expect(text).not.toContain('harbour');
    }
    await newsroom.setTime(T0 + 60_000);
    expect((await get(scheduled)).status).toBe(200);
  });

  test('is 410 with the reason once it is retracted, without text of the article', async () => {
    const id = await publish();
    expect((await get(id)).status).toBe(200);
    await newsroom.store.retract(id as Parameters<typeof newsroom.store.retract>[0], 'The figures were wrong.', T0);
    await newsroom.checkNow();
    const { status, headers, body } = await get(id);
    expect([status, headers['access-control-allow-origin']]).toEqual([410, '*']);
    expect(body).toEqual({
      v: 1,
      id,
      lang: 'en',
      dir: 'ltr',
      withdrawn: { reason: 'The figures were wrong.', at: T0 / 1000 },
    });
    await newsroom.store.restore(id as Parameters<typeof newsroom.store.restore>[0], T0);
    await newsroom.checkNow();
    expect((await get(id)).status).toBe(200);
  });
});
