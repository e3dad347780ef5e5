import { readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkPage } from '../../src/check-page/check-page.ts';
import type { ArticleId } from '../../src/model/article.ts';
import { createLocalFetcher } from '../check-page/local-fetcher.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from '../http/newsroom.ts';
import { openTestSite } from '../net/test-site.ts';
import { type ChurchSite, openChurchSite, openSwitchableServer, runPhp, type SwitchableServer } from './church-site.ts';

const TITLES = Array.from({ length: 11 }, (_, index) => `Story ${String(index + 1).padStart(2, '0')}`);
const titlesIn = (html: string) =>
  [...html.matchAll(/class="tidings__title"[^>]*>(?<title>[^<]*)/g)].map(([, title]) => title);

test('every file is PHP', async () => {
  const entries = await readdir('wordpress', { recursive: true, withFileTypes: true });
  const files = entries
    .filter(({ name }) => name.endsWith('.php'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(await runPhp(['-l', file])).toMatch(/^No syntax errors/);
}, 60_000);

describe('the plugin on a church’s site', () => {
  let newsroom: Newsroom;
  let server: SwitchableServer;
  let site: ChurchSite;

  beforeAll(async () => {
    newsroom = await openNewsroom(
      [
        feedOf('top', { count: 4 }),
        feedOf('own', { title: 'Example News' }),
        feedOf('hebrew', {
          language: 'he',
          title: 'חדשות',
          select: { categories: ['gates'], tags: [], authors: [], languages: [] },
        }),
      ],
      [
        ...TITLES.map((title, index) => draftOf(title, { publishedAt: T0 - (index + 1) * 3_600_000 })),
        draftOf('<b>Salt</b> & "light"', {
          byline: [{ name: 'R&amp;D' }],
          publishedAt: T0 - 900 * 3_600_000,
          language: 'he',
          canonicalUrl: 'https://desk.example.org/salt',
          categories: [{ slug: 'gates', label: 'Gates' }],
        }),
      ],
    );
    server = await openSwitchableServer(newsroom.app);
  });

  beforeEach(async () => {
    server.handleWith(newsroom.app);
    site = await openChurchSite({ server: server.url });
    server.takeRequests();
  });

  afterEach(() => site.close());
  afterAll(async () => {
    await server.close();
    await newsroom.close();
  });

  test('writes as many headlines into the page as its options say', async () => {
    const { html, stored } = await site.view({ count: '3' });
    expect(titlesIn(html)).toEqual(['Story 01', 'Story 02', 'Story 03']);
    expect(html).toContain('<h2 class="tidings__heading">Feed top</h2>');
    expect(html).toContain('<time datetime="2026-11-20T07:00:00Z" dir="auto">1 hours ago</time>');
    // An hour has passed, and not yet two.
    expect((await site.view({ count: '1' }, 40)).html).toContain('>1 hours ago</time>');
    expect(html).toMatch(
      /<a href="https:\/\/news\.example\.org\/feeds\/top" rel="nofollow" dir="auto">Example News<\/a>/,
    );
    expect(stored.some((name) => name.startsWith('tidings_copy_'))).toBe(true);
  });

  test('has the heading of the widget: “Latest news” if the feed’s title is the newsroom’s name', async () => {
    const heading = async (attributes: Readonly<Record<string, string>>) =>
      /<h2[^>]*>([^<]*)<\/h2>/.exec((await site.view({ feed: 'own', ...attributes })).html)?.[1];
    expect(await heading({})).toBe('Latest news');
    expect(await heading({ lang: 'de' })).toBe('Neueste Nachrichten');
    expect(await heading({ lang: 'fi' })).toBe('Example News');
    expect(await heading({ title: 'From the desk' })).toBe('From the desk');
    expect(await heading({ title: 'none' })).toBeUndefined();
  });

  test('starts no shortcode of the church’s plugins, whatever the newsroom writes', async () => {
    const id = '01931f00-0000-7000-8000-000000000001';
    const text = '[gallery] [[caption]] &#91;x]';
    const item = {
      id: `urn:uuid:${id}`,
      url: 'https://ok.example/[embed]',
      title: text,
      summary: text,
      content_html: `<p title="[x]">${text}</p>`,
      authors: [{ name: text }],
    };
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: text, items: [item] };
    server.handleWith((_request, response) => response.end(JSON.stringify(feed)));
    const list = await site.view({ layout: 'archive', byline: 'on', excerpt: '2' });
    const article = await site.view({ layout: 'archive' }, 0, { query: { tidings: id } });
    for (const { html } of [list, article]) {
      expect(html).toContain('&#91;gallery] &#91;&#91;caption]]');
      expect(html).not.toContain('[');
    }
  });

  test('links to the newsroom if it has no such feed, and names the feed for “Check my page” only', async () => {
    const { html } = await site.view({ feed: 'nosuch' });
    expect(html).toContain(`<a href="${server.url}/">Latest news from 127.0.0.1</a>`);
    expect(html.replace(/ data-source="[^"]*"/, '')).not.toContain('nosuch');
  });

  test.each([
    ['a document type', '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE opml [<!ENTITY a "b">]><opml/>'],
    ['another encoding', Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><!DOCTYPE opml><opml/>', 'utf16le')],
    ['UTF-7', '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE opml+AD4-<opml/>'],
  ])('reads no list of feeds with %s', async (_, xml) => {
    server.handleWith((_request, response) => response.end(xml));
    expect((await site.view({}, 0, { act: 'feeds' })).html).toBe('{}');
    server.handleWith(newsroom.app);
    expect((await site.view({}, 6, { act: 'feeds' })).html).toContain('"hebrew":');
  });

  test('escapes titles, and sets the direction of text', async () => {
    const { html } = await site.view({ feed: 'hebrew', utm: 'our church', byline: 'on' });
    expect(html).toContain('&lt;b&gt;Salt&lt;/b&gt; &amp; &quot;light&quot;');
    expect(html).toContain('R&amp;amp;D');
    expect(html).toContain(
      '<section class="tidings wp-exclude-emoji tidings--list tidings--auto" aria-label="חדשות" lang="he" dir="rtl"',
    );
    expect(html).toContain('<li class="tidings__item" lang="he" dir="rtl">');
    expect(html).toContain('href="https://desk.example.org/salt?utm_source=our%20church"');
  });

  test('uses the default for an invalid value', async () => {
    const odd = {
      count: '999',
      layout: 'spiral',
      images: 'maybe',
      excerpt: '7',
      heading: '1',
      accent: '#ff0',
      lang: '?',
      'max-age-days': '-1',
      feed: '../x',
    };
    const { html } = await site.view(odd);
    // This accent is valid, but not used, because its contrast is too low.
    expect(html.replace(' data-accent="ff0"', '')).toBe((await site.view({})).html);
    expect(titlesIn(html)).toHaveLength(4);
  });

  test('sends no request for five minutes, then a conditional one in the background', async () => {
    await site.view({});
    expect(server.takeRequests()).toEqual(['/feeds/top.json']);
    await site.view({}, 4);
    expect(server.takeRequests()).toEqual([]);
    expect(titlesIn((await site.view({}, 6)).html)).toHaveLength(4);
    expect(server.takeRequests()).toEqual([]);
    await site.view({}, 6, { act: 'cron' });
    expect(server.takeRequests()).toEqual(['/feeds/top.json if changed']);
    await site.view({}, 10);
    expect(server.takeRequests()).toEqual([]);
    await site.view({}, 60);
    expect(server.takeRequests()).toEqual(['/feeds/top.json if changed']);
  });

  test.each([
    ['answers 503', (response: ServerResponse) => response.writeHead(503).end()],
    ['closes the connection', (response: ServerResponse) => response.destroy()],
    ['answers with a page', (response: ServerResponse) => response.end('<h1>Maintenance</h1>')],
    ['answers with other JSON', (response: ServerResponse) => response.end('{"items":[{}]}')],
    ['has no such feed', (response: ServerResponse) => response.writeHead(404).end()],
    [
      'redirects to another host',
      (response: ServerResponse) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
    ],
  ])(
    'shows the last good headlines while the newsroom %s, and sends one request in five minutes',
    async (_, answer) => {
      await site.view({});
      server.takeRequests();
      server.handleWith((_request, response) => void answer(response));
      for (const minutes of [60, 61, 64]) expect(titlesIn((await site.view({}, minutes)).html)).toHaveLength(4);
      expect(server.takeRequests()).toHaveLength(1);
      server.handleWith(newsroom.app);
      await site.view({}, 66);
      expect(server.takeRequests()).toHaveLength(1);
    },
  );

  test('sends no request for a minute after the newsroom could not be reached', async () => {
    await site.view({ feed: 'hebrew' });
    server.takeRequests();
    server.handleWith((_request, response) => void response.destroy());
    await site.view({}, 60);
    await site.view({ feed: 'hebrew' }, 60);
    await site.view({ layout: 'archive' }, 60, { query: { tidings: '01931f00-0000-7000-8000-000000000000' } });
    expect(server.takeRequests()).toEqual(['/feeds/top.json']);
    server.handleWith(newsroom.app);
    await site.view({ feed: 'hebrew' }, 62);
    expect(server.takeRequests()).toEqual(['/feeds/hebrew.json if changed']);
  });

  test('an article without its images has all its text, however long a caption is', async () => {
    const item = {
      id: 'urn:uuid:01931f00-0000-7000-8000-000000000001',
      url: 'https://news.example.org/articles/long',
      title: 'Long',
      content_html: `<p>First.</p><figure><img src="https://news.example.org/a.jpg">${'word '.repeat(400_000)}</figure><p>Last.</p>`,
    };
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'One', items: [item] };
    server.handleWith((_request, response) => response.end(JSON.stringify(feed)));
    const query = { tidings: '01931f00-0000-7000-8000-000000000001' };
    const { html } = await site.view({ layout: 'archive', images: 'off' }, 0, { query });
    expect(html).toMatch(/First\..*Last\./s);
    expect(html).not.toContain('<img');
  });

  test('shows a link if there is no copy, or only one older than a month', async () => {
    server.handleWith((_request, response) => response.writeHead(503).end());
    const { html } = await site.view({});
    expect(html).toMatch(/^<p class="tidings"[^>]*><a href="[^"]*">Latest news from 127\.0\.0\.1<\/a><\/p>$/);
    expect(html).toContain(`<a href="${server.url}/feeds/top">`);
    server.handleWith(newsroom.app);
    await site.view({}, 6);
    server.handleWith((_request, response) => response.writeHead(503).end());
    expect((await site.view({}, 31 * 24 * 60)).html).toBe(html);
  });

  test('is recognised by “Check my page”, whatever it shows', async () => {
    const church = await openTestSite();
    const publicUrl = server.url;
    const check = async (html: string): Promise<readonly string[]> => {
      church.page('/', html);
      const { findings } = await checkPage(`http://church.example:${church.port}/`, createLocalFetcher(), {
        site: { name: 'Example News', publicUrl },
        main: feedOf('top'),
        findFeed: async () => ({ kind: 'published', feed: feedOf('top') }),
        buildCode: () => '',
        releases: new Map(),
      });
      return findings.map(({ message }) => message);
    };
    try {
      const cards = await site.view({ layout: 'cards', count: '3', title: 'News & "more"' });
      expect(await check(cards.html)).toEqual([
        'The page shows the headlines of “Feed top” through our plugin for WordPress (version 1.0.0), with these options: layout cards, count 3, title ….',
      ]);
      const archive = await site.view({ layout: 'archive' });
      expect((await check(archive.html))[0]).toContain('The page shows the archive of “Feed top”');
      const tidings = /\?tidings=([^"]+)/.exec(archive.html)?.[1] ?? '';
      const article = await site.view({ layout: 'archive' }, 0, { query: { tidings } });
      expect((await check(article.html))[0]).toContain('The page shows one of our articles');
      server.handleWith((_request, response) => response.writeHead(503).end());
      const nothing = await site.view({ feed: 'hebrew' });
      expect((await check(nothing.html))[0]).toContain('it got no headlines from us');
    } finally {
      await church.close();
    }
  });

  test('hides headlines older than max-age-days', async () => {
    expect(titlesIn((await site.view({ feed: 'hebrew', 'max-age-days': '30' })).html)).toEqual([]);
    expect(titlesIn((await site.view({ feed: 'hebrew', 'max-age-days': '40' })).html)).toHaveLength(1);
  });

  test('pages through the whole archive, every article once, and ignores a forged page', async () => {
    const seen: (string | undefined)[] = [];
    let page: string | undefined = '';
    do {
      const query: Record<string, string> = page === '' ? {} : { 'tidings-page': page };
      const { html } = await site.view({ layout: 'archive', count: '3' }, 0, { query });
      seen.push(...titlesIn(html));
      page = /tidings__page--next" href="[^"]*tidings-page=(?<page>[^"]*)"/.exec(html)?.groups?.page;
    } while (page !== undefined);
    expect(seen).toEqual([...TITLES, '&lt;b&gt;Salt&lt;/b&gt; &amp; &quot;light&quot;']);
    const forged = await site.view({ layout: 'archive' }, 0, {
      query: { 'tidings-page': 'tp3are.01a2~0~0123456789ab' },
    });
    expect(titlesIn(forged.html)[0]).toBe('Story 01');
  });

  test('shows an article on the site’s own page, with the newsroom’s as its canonical URL', async () => {
    const list = await site.view({ layout: 'archive' });
    const [, id = ''] =
      /href="https:\/\/church\.example\/page-7\/\?tidings=(?<id>[^"]+)">Story 01/.exec(list.html) ?? [];
    const { html, head, status } = await site.view({ layout: 'archive' }, 0, { query: { tidings: id } });
    expect(status).toBe(200);
    expect(head).toBe(`<link rel="canonical" href="https://news.example.org/articles/${id}">\n`);
    expect(html).toContain('<h2 class="tidings__heading">Story 01</h2>');
    expect(html).toContain('Ada Brook');
    expect(html).toContain('Body of the article.');
    expect(html).toContain(`<a href="https://news.example.org/articles/${id}">Read at the source</a>`);
    expect(html).toContain('<a href="https://church.example/page-7/" lang="en">Back to the headlines</a>');
  });

  test.each(['nonsense', '01931f00-0000-7000-8000-000000000000\n', '../../feeds/top'])(
    'shows its list if the article id is invalid: %j',
    async (tidings) => {
      const { html, status } = await site.view({ layout: 'archive' }, 0, { query: { tidings } });
      expect([status, titlesIn(html)[0]]).toEqual([200, 'Story 01']);
    },
  );

  test('answers 404 for an unknown article, and 503 while the newsroom cannot be reached', async () => {
    const query = { tidings: '01931f00-0000-7000-8000-000000000000' };
    expect((await site.view({ layout: 'archive' }, 0, { query })).status).toBe(404);
    server.handleWith((_request, response) => response.writeHead(503).end());
    expect((await site.view({ layout: 'archive' }, 60, { query })).status).toBe(503);
  });

  test('answers 410 with the reason for a retracted article, and removes it from the list, also while the newsroom cannot be reached', async () => {
    const archive = { layout: 'archive', count: '20' };
    const [article] = await newsroom.store.listVisible({ ...feedOf('top'), limit: 1 });
    const id = article?.id as ArticleId;
    const query = { tidings: id };
    await site.view(archive);
    expect((await site.view(archive, 0, { query })).status).toBe(200);
    await newsroom.store.retract(id, 'It was not so.', T0);
    await newsroom.checkNow();

    const gone = await site.view(archive, 6, { query });
    expect([gone.status, gone.head]).toEqual([410, '']);
    expect(gone.html).toContain('This article was withdrawn.');
    expect(gone.html).toContain('It was not so.');
    expect(gone.html).not.toContain('Story 01');
    expect((await site.view(archive, 6)).html).not.toContain('Story 01');

    server.handleWith((_request, response) => response.writeHead(503).end());
    const later = await site.view(archive, 120, { query });
    expect(later.status).toBe(503);
    expect(later.html).not.toContain('Story 01');
    await newsroom.store.restore(id, T0 + 1000);
    await newsroom.checkNow();
  });

  test('uses only text and web URLs of a hostile newsroom', async () => {
    const item = (n: number, url: string) => ({
      id: `urn:uuid:01931f00-0000-7000-8000-00000000000${n}`,
      url,
      title: `Item ${n} <script>alert(1)</script>`,
      content_text: '',
      image: 'javascript:alert(2)',
    });
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: '"><img src=x onerror=alert(3)>',
      home_page_url: 'data:text/html,x',
      items: [item(1, 'javascript:alert(4)'), item(2, 'https://ok.example/"onmouseover="x'), 7, { title: 'no id' }],
      next_url: 'https://elsewhere.example/feed.json?after=a/../../b',
    };
    server.handleWith((_request, response) => response.end(JSON.stringify(feed)));
    const { html } = await site.view({ layout: 'list' });
    expect((await site.view({ layout: 'archive' })).html).not.toContain('tidings-page');
    expect(html).not.toMatch(/<script|<img|javascript:|data:|"onmouseover/);
    expect(html).toContain('aria-label="&quot;&gt;&lt;img src=x onerror=alert(3)&gt;"');
    expect(html).toContain('Item 2 &lt;script&gt;');
    expect(html).not.toContain('Item 1');
  });

  test('explains whether the connection works', async () => {
    const check = async () => (await site.view({}, 0, { act: 'check' })).html;
    expect(await check()).toBe('It works. “Feed top” has 4 headlines, the newest: “Story 01”.');
    server.handleWith((_request, response) => response.writeHead(404).end());
    expect(await check()).toContain('has no feed “top”');
    server.handleWith((_request, response) => response.end('<h1>Log in</h1>'));
    expect(await check()).toContain('answers, but not with headlines');
    server.handleWith((_request, response) => response.writeHead(500).end());
    expect(await check()).toContain('answers with an error (500)');
  });

  test.each(['uninstall', 'leave'] as const)('removes all its data when it is deleted: %s', async (act) => {
    expect((await site.view({})).stored.length).toBeGreaterThan(2);
    expect((await site.view({}, 0, { act })).stored).toEqual([]);
  });
});
