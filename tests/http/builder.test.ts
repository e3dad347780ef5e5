import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { readForm } from '../../src/http/read-form.ts';
import { toTerm } from '../../src/model/term.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await openNewsroom(
    [feedOf('top'), feedOf('israel')],
    [draftOf('A', { categories: [toTerm('World'), toTerm('Israel')], tags: [toTerm('Floods')] }), draftOf('B')],
    { moves: { world: 'category/world' } },
  );
});

afterAll(() => newsroom.close());

const get = (path: string) => request(newsroom.app).get(path);
const follow = (path: string) => get(path).redirects(1);

describe('the builder', () => {
  test('shows the main feed’s snippet for WordPress if nothing is chosen', async () => {
    const { status, text, headers } = await get('/embed');
    expect(status).toBe(200);
    expect(text).toContain('src&#x3D;&quot;https://news.example.org/v1/top.js&quot;');
    expect(text).toContain('Custom HTML');
    expect(text).toContain('<link rel="canonical" href="https://news.example.org/embed">');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-src 'self'");
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('redirects a form’s query to its canonical spelling', async () => {
    const filled =
      '/embed?platform=wordpress&way=script&feed=category%2Fisrael&count=07&images=on&accent=&page=light&width=600&own-q=';
    const { status, headers } = await get(filled);
    expect([status, headers.location]).toEqual([301, '/embed?feed=category/israel&count=7']);
    expect((await get(String(headers.location))).status).toBe(200);
  });

  test('finds defined, derived and custom feeds, and shows a message if a feed does not exist', async () => {
    expect((await follow('/embed?feed=tag/floods')).text).toContain('/v1/tag/floods.js');
    expect((await follow('/embed?feed=world')).text).toContain('/v1/category/world.js');
    for (const feed of ['nothing', 'c/zzzzzzzz', 'custom', 'a/b/c', '%3Cb%3E', 'category/nowhere']) {
      const { status, text } = await follow(`/embed?feed=${feed}`);
      expect([feed, status, text.includes('There is no feed “')]).toEqual([feed, 200, true]);
      expect(text).toContain('/v1/top.js');
      expect(text).not.toContain('<b>');
    }
  });

  test('names an invalid value of an option and the valid ones', async () => {
    const { text } = await get('/embed?count=99&accent=red');
    expect(text).toContain('Number of headlines: expected a whole number from 1 to 20, got “99”.');
    expect(text).toContain('Accent colour: expected a colour such as #7d2a20, got “red”.');
  });

  test.each([
    ['platform=wordpress', true],
    ['way=link', true],
    ['platform=wix', true],
    ['platform=wordpress-com', false],
    ['platform=subsplash', false],
    ['platform=squarespace&way=link', false],
    ['platform=html&way=link', false],
  ])('leads to the check of the page only where that finds headlines: %s', async (place, expected) => {
    expect((await follow(`/embed?${place}`)).text.includes('Check my page')).toBe(expected);
  });

  test.each([
    [
      'platform=wix',
      '&lt;iframe src&#x3D;&quot;https://news.example.org/embed/top?count&#x3D;7&amp;amp;target&#x3D;new&quot;',
    ],
    ['way=link', '<code>https://news.example.org/feeds/top?count&#x3D;7</code>'],
    ['way=plugin', '<code>[tidings feed&#x3D;&quot;top&quot; count&#x3D;&quot;7&quot;]</code>'],
    ['platform=subsplash', '<code>https://news.example.org/feeds/top.rss</code>'],
    ['platform=static', 'https://news.example.org/embed/top.html?fragment&amp;count&#x3D;7'],
  ])('shows code that the platform accepts: %s', async (place, code) => {
    expect((await follow(`/embed?${place}&count=7`)).text).toContain(code);
  });

  test('offers a pinned script with its integrity if a version is released', async () => {
    expect((await get('/embed?platform=html')).text).not.toContain('value="pinned"');
    const releases = [{ version: '1.0.0', code: 'void 0;', integrity: 'sha384-abc' }];
    const released = await openNewsroom([feedOf('top')], [], { widgetVersions: releases });
    const { text } = await request(released.app).get('/embed?platform=html&way=pinned');
    expect(text).toContain(
      'https://news.example.org/v1.0.0/tidings.js&quot; integrity&#x3D;&quot;sha384-abc&quot; crossorigin',
    );
    expect(text).not.toContain('/v1/top.js');
    await released.close();
  });

  test('parses an old snippet, and lists what it understood and what it did not', async () => {
    const old =
      '<div class="tidings" data-count="7" data-layot="grid" data-date="long"><a href="https://old.example/feeds/israel?images=off">x</a></div>';
    const { status, text, headers } = await get(`/embed?paste=${encodeURIComponent(old)}`);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    for (const words of [
      'Feed: Feed israel',
      'Number of headlines: 7',
      'Images: None',
      'the option “data-layot”',
      'got “long”',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain(
      'data-address="/embed?feed&#x3D;israel&amp;count&#x3D;7&amp;images&#x3D;off&amp;date&#x3D;long"',
    );
    expect((await get('/embed?paste=hello')).text).toContain('We could not read these lines');
    expect((await get(`/embed?paste=${encodeURIComponent('<script>alert(1)</script>')}`)).text).not.toContain(
      '<script>alert',
    );
  });

  test('saves several terms as one custom feed with a short address', async () => {
    const fields = 'platform=wix&count=7&lang=es&own-category=world&own-category=israel&own-lang=en&own-q=';
    const { status, headers } = await request(newsroom.app).post('/embed').send(fields);
    expect(status).toBe(303);
    const location = new URL(String(headers.location), 'https://news.example.org');
    expect(location.searchParams.get('feed')).toMatch(/^c\/\w+$/);
    expect([location.searchParams.get('platform'), location.searchParams.get('count')]).toEqual(['wix', '7']);
    expect((await get(location.pathname + location.search)).text).toContain('Example News: Israel, World, en');
    const none = await request(newsroom.app).post('/embed').send('feed=israel');
    expect(none.headers.location).toBe('/embed?feed=israel');
  });

  test('refuses a form that is too large before all of it has come', async () => {
    const announced = Object.assign(new PassThrough(), { headers: { 'content-length': '99000000000' } });
    await expect(readForm(announced as never)).rejects.toThrow('This request is too large.');
    const endless = Object.assign(new PassThrough(), { headers: {} });
    endless.write('a'.repeat(33 * 1024));
    await expect(readForm(endless as never)).rejects.toThrow('This request is too large.');
  });

  test('accepts GET, HEAD and POST only', async () => {
    const { status, headers } = await request(newsroom.app).delete('/embed');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });

  test('is answered with 304, and has a new category', async () => {
    const { headers, text } = await get('/embed');
    expect((await get('/embed').set('If-None-Match', String(headers.etag))).status).toBe(304);
    expect(text).not.toContain('value="category/harvest"');
    await newsroom.publish(draftOf('C', { categories: [toTerm('Harvest')] }));
    expect((await get('/embed')).text).toContain('value="category/harvest"');
  });

  test('is linked from the landing page and from every feed page, with the feed chosen', async () => {
    expect((await get('/')).text).toContain('href="/embed?feed&#x3D;top"');
    expect((await get('/feeds/tag/floods')).text).toContain('href="/embed?feed&#x3D;tag/floods"');
  });
});

describe('the preview page', () => {
  test('has the snippet with a script of its own origin, and is not indexed', async () => {
    const { status, text, headers } = await get('/embed/preview?feed=israel&count=7&page=dark');
    expect(status).toBe(200);
    expect(text).toContain('<div class="tidings" data-feed="israel" data-count="7" style="min-block-size:');
    expect(text).toContain('src="/v1/israel.js?count=7"></script>');
    expect(text).toContain('<meta name="robots" content="noindex">');
    expect(text).toContain('<html lang="en" class="dark">');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  });

  test('escapes every option', async () => {
    const { text } = await get(`/embed/preview?title=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).toContain('data-title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });
});

describe('the statements', () => {
  test.each(['privacy', 'accessibility'])('/%s is linked from every page', async (name) => {
    const { status, text } = await get(`/${name}`);
    expect(status).toBe(200);
    expect(text).toContain(`<link rel="canonical" href="https://news.example.org/${name}">`);
    for (const other of ['/', '/feeds', '/embed', '/privacy']) {
      expect((await get(other)).text).toContain(`href="/${name}"`);
    }
  });

  test('the privacy page has a text for a church’s own notice, with host and address of this server', async () => {
    const { text } = await get('/privacy');
    expect(text).toContain('Our website shows headlines of Example News.');
    expect(text).toContain('loads text and images from news.example.org,');
    expect(text).toContain('More about this: https://news.example.org/privacy</code>');
  });
});
