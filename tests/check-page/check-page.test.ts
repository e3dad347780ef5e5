import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPage } from '../../src/check-page/check-page.ts';
import type { Newsroom } from '../../src/check-page/newsroom.ts';
import type { FeedStatus } from '../../src/model/feed-status.ts';
import type { Finding, PageReport } from '../../src/model/page-report.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { openTestSite, type TestSite } from '../net/test-site.ts';
import { createLocalFetcher } from './local-fetcher.ts';

const SITE = { name: 'Example News', publicUrl: 'https://news.example.org' };
const TOP = { id: 'top', title: 'Top stories', language: 'en' };
const STANDINGS: Readonly<Record<string, FeedStatus>> = {
  top: { kind: 'published', feed: TOP },
  israel: { kind: 'published', feed: { ...TOP, id: 'israel', title: 'Israel' } },
  mideast: { kind: 'moved', feed: { ...TOP, id: 'middle-east', title: 'Middle East' } },
  'tag/harbour': { kind: 'unknown' },
};
const NEWSROOM: Newsroom = {
  site: SITE,
  main: TOP,
  findFeed: async (path) => STANDINGS[path] ?? { kind: 'missing' },
  writeSnippet: (definition, options) => snippet({ site: SITE, definition, options }),
};

let church: TestSite;

beforeAll(async () => {
  church = await openTestSite();
});

afterAll(() => church.close());

const LINK = '<a href="https://news.example.org/feeds/top">Latest news</a>';
const script = (name = 'top', attributes = '') =>
  `<script async src="https://news.example.org/v1/${name}.js"${attributes}></script>`;
const place = (feed = 'top', data = '') =>
  `<div class="tidings"${data} style="min-height:30em"><a href="https://news.example.org/feeds/${feed}">News</a></div>`;
const WHOLE = place() + script();
const HEADLINES =
  '<ul class="tidings__list"><li><a class="tidings__title" href="/news?tidings=1">A story</a></li></ul>';
const plugin = (inside: string, layout = 'list', feed = 'top', more = '') =>
  `<section class="tidings tidings--${layout} tidings--auto" data-plugin="wordpress 1.0.0" data-source="https://news.example.org/feeds/${feed}"${more}>${inside}</section>`;
const PROSE = `<h1>Our church</h1><p>${'We meet on Sundays at ten in the old customs house. '.repeat(10)}</p>`;
const write = (body: string, head = '') =>
  `<!doctype html><html><head><title>Church</title>${head}</head><body>${PROSE}${body}</body></html>`;

/** Checks a page with this HTML and these headers. */
async function check(html: string, headers: Readonly<Record<string, string | string[]>> = {}): Promise<PageReport> {
  church.page('/page', html, headers);
  return checkPage(`http://church.example:${church.port}/page`, createLocalFetcher(), NEWSROOM);
}

const summary = ({ verdict, findings }: PageReport) => [verdict, ...findings.map(({ kind }) => kind)].join(' ');

async function find(kind: Finding['kind'], body: string, headers = {}): Promise<Finding> {
  const { findings } = await check(write(body), headers);
  const found = findings.find((finding) => finding.kind === kind);
  if (found === undefined) throw new Error(`expected ${kind}, got ${JSON.stringify(findings)}`);
  return found;
}

describe('what a page is found to be', () => {
  test.each([
    ['the snippet', WHOLE, 'working widget-works'],
    ['two widgets of one feed', WHOLE + WHOLE, 'working widget-works'],
    ['two feeds by the code alone', place() + place('israel') + script('tidings'), 'working widget-works widget-works'],
    [
      'a pinned script',
      `${place()}<script src="https://news.example.org/v1.4.0/tidings.js" integrity="sha384-x" crossorigin></script>`,
      'working widget-works',
    ],
    [
      'the feed named by data-feed',
      `<div class="x tidings" data-feed="israel"></div>${script('tidings')}`,
      'working widget-works place-empty',
    ],
    ['the script taken out', place(), 'broken script-missing'],
    ['only the script', script(), 'broken place-missing'],
    ['only the link', `<p>${LINK}</p>`, 'broken only-link'],
    [
      'the link taken out of the place',
      `<div class="tidings">Latest news</div>${script()}`,
      'broken place-without-link',
    ],
    ['an empty place', `<div class="tidings"></div>${script()}`, 'working widget-works place-empty'],
    ['the script of another feed', place('israel') + script(), 'broken feed-mismatch'],
    ['a feed that there is not', place('tpo') + script('tpo'), 'broken feed-missing'],
    ['a renamed feed', place('mideast') + script('mideast'), 'working widget-works feed-moved'],
    [
      'a feed that cannot be judged',
      place('tag/harbour') + script('tag/harbour'),
      'working widget-works feed-unchecked',
    ],
    ['one right and one wrong', WHOLE + place('israel'), 'partly feed-mismatch widget-works'],
    [
      'the snippet as text',
      '<p>&lt;div class=”tidings”&gt;&lt;/div&gt;<br>&lt;script async src=“<a href="#">https://news.example.org/v1/top.js</a>”&gt;</p>',
      'broken pasted-as-text',
    ],
    ['the snippet in noscript', `<noscript>${WHOLE}</noscript>`, 'broken noscript-only'],
    ['the snippet in a comment', `<!-- ${WHOLE} -->`, 'broken nothing-found'],
    [
      'a consent manager',
      place() + script('top', ' type="text/plain" data-cookieconsent="marketing"'),
      'broken held-back',
    ],
    [
      'a consent manager that moves the address',
      `${place()}<script data-src="https://news.example.org/v1/top.js"></script>`,
      'broken held-back',
    ],
    [
      'an optimiser',
      `${place()}<script type="rocketlazyloadscript" data-rocket-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    ['Rocket Loader', place() + script('top', ' type="0a1b2c-text/javascript"'), 'working widget-works delayed'],
    ['the frame', '<iframe src="https://news.example.org/embed/top?count=3"></iframe>', 'working frame-works'],
    [
      'a frame that waits for consent',
      '<iframe data-src="https://news.example.org/embed/top"></iframe>',
      'broken held-back',
    ],
    [
      'a frame of a feed that there is not',
      '<iframe src="https://news.example.org/embed/nothing"></iframe>',
      'broken feed-missing',
    ],
    [
      'the snippet of another server',
      '<div class="tidings"><a href="https://old.example.net/feeds/top">x</a></div><script src="https://old.example.net/v1/top.js"></script>',
      'broken old-address',
    ],
    [
      'a script of somebody else that only looks alike',
      '<script src="https://cdn.example/v1/player.js"></script>',
      'broken nothing-found',
    ],
    ['the fragment', `<section class="tidings"><h2>News</h2>${LINK}</section>`, 'working fragment-works'],
    [
      'a fragment in a frame',
      '<iframe src="https://news.example.org/embed/top.html?fragment"></iframe>',
      'working frame-works',
    ],
    [
      'the frame of an article',
      '<iframe src="https://news.example.org/embed/articles/01a2"></iframe>',
      'working frame-works',
    ],
    [
      'the frame as WordPress writes it',
      '<blockquote class="wp-embedded-content" data-secret="s"><a href="https://news.example.org/feeds/top">News</a></blockquote><iframe class="wp-embedded-content" sandbox="allow-scripts" src="https://news.example.org/embed/top?count=3#?secret=s" data-secret="s"></iframe>',
      'working frame-works',
    ],
    ['headlines of the plugin', plugin(HEADLINES), 'working plugin-works'],
    ['headlines of the plugin beside the snippet', plugin(HEADLINES) + WHOLE, 'working widget-works plugin-works'],
    [
      'the plugin before it said what it is',
      `<section class="tidings tidings--list">${HEADLINES}${LINK}</section>`,
      'working plugin-works',
    ],
    [
      'an article of the plugin',
      plugin('<article class="tidings__article"><h2>News</h2></article>', 'archive'),
      'working plugin-works',
    ],
    ['an empty feed of the plugin', plugin('<p class="tidings__nothing">Nothing</p>'), 'working plugin-works'],
    [
      'the plugin without headlines',
      `<p class="tidings" data-plugin="wordpress 1.0.0" data-source="https://news.example.org/feeds/top">${LINK}</p>`,
      'broken plugin-without-headlines',
    ],
    ['the plugin with a feed that there is not', plugin(HEADLINES, 'list', 'tpo'), 'broken feed-missing'],
    [
      'the plugin with a renamed feed, to which it is led on',
      plugin(HEADLINES, 'list', 'mideast'),
      'working plugin-works',
    ],
    [
      'the plugin with a feed that cannot be judged',
      plugin(HEADLINES, 'list', 'tag/harbour'),
      'working plugin-works feed-unchecked',
    ],
    [
      'the plugin of another newsroom',
      plugin(HEADLINES).replaceAll('news.example.org', 'old.example.net'),
      'broken old-address',
    ],
    ['the plugin in a template', `<template>${plugin(HEADLINES)}</template>`, 'broken nothing-found'],
    ['nothing', '', 'broken nothing-found'],
    [
      'frames of others',
      '<iframe src="https://video.example/1"></iframe>',
      'unknown nothing-found inside-other-frames',
    ],
  ])('%s', async (_what, body, expected) => {
    expect(summary(await check(write(body)))).toBe(expected);
  });

  test('a page that is put together in the browser', async () => {
    expect(summary(await check('<div id="root"></div><script src="/app.js"></script>'))).toBe(
      'unknown built-by-script',
    );
    const wix = await check(write('', '<link href="https://static.parastorage.com/a.css">'));
    expect(summary(wix)).toBe('unknown built-by-script');
    expect(wix.findings[0]?.says).toContain('Wix');
  });

  test('a page of our own, whatever stands on it', async () => {
    church.page('/embed', write(WHOLE));
    const publicUrl = `http://church.example:${church.port}`;
    const newsroom = { ...NEWSROOM, site: { ...SITE, publicUrl } };
    expect(summary(await checkPage(`${publicUrl}/embed`, createLocalFetcher(), newsroom))).toBe('unknown our-own-page');
  });

  test('a page that asks for a password', async () => {
    expect(summary(await check(write('<form><input type="password"></form>')))).toBe('unknown log-in');
  });
});

describe('what a site answers instead of a page', () => {
  test.each([
    [404, {}, 'broken page-missing'],
    [410, {}, 'broken page-missing'],
    [401, {}, 'unknown log-in'],
    [403, {}, 'unknown turned-away'],
    [429, {}, 'unknown turned-away'],
    [503, { 'cf-mitigated': 'challenge' }, 'unknown turned-away'],
    [503, {}, 'unknown site-error'],
    [304, {}, 'unknown site-error'],
    [200, { 'Content-Type': 'application/pdf' }, 'unknown not-a-page'],
  ])('%s %p: %s', async (status, headers, expected) => {
    church.on('/odd', (_request, response) => {
      response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(status === 304 ? undefined : WHOLE);
    });
    const report = await checkPage(`http://church.example:${church.port}/odd`, createLocalFetcher(), NEWSROOM);
    expect(summary(report)).toBe(expected);
  });

  test('a way to a log-in, and a way to another page', async () => {
    church.on(
      '/members',
      (_request, response) => void response.writeHead(302, { Location: '/wp-login.php?x=1' }).end(),
    );
    church.page('/wp-login.php?x=1', WHOLE);
    church.on('/old', (_request, response) => void response.writeHead(301, { Location: '/new?secret=1' }).end());
    church.page('/new?secret=1', write(WHOLE));
    const at = (path: string) =>
      checkPage(`http://church.example:${church.port}${path}`, createLocalFetcher(), NEWSROOM);
    expect(summary(await at('/members'))).toBe('unknown log-in');
    const moved = await at('/old');
    expect(summary(moved)).toBe('working widget-works redirected');
    expect(JSON.stringify(moved)).not.toContain('secret');
  });
});

describe('policies', () => {
  test.each([
    ["script-src 'self'", 'script-src … https://news.example.org'],
    ["default-src 'self'; img-src *", 'default-src … https://news.example.org'],
    ["default-src 'none'; img-src *", 'script-src https://news.example.org'],
    ["script-src 'none'; img-src *", 'script-src https://news.example.org'],
    ['sandbox', 'allow-scripts'],
  ])('under %p the line to add is %p', async (policy, line) => {
    const { paste } = await find('policy-blocks-script', WHOLE, { 'Content-Security-Policy': policy });
    expect(paste).toBe(line);
  });

  test('of several each that forbids is named, and those that only report are not', async () => {
    const report = await check(
      write(WHOLE, `<meta http-equiv="content-security-policy" content="script-src-elem 'self'">`),
      {
        'Content-Security-Policy': ["script-src 'self'", 'default-src https:'],
        'Content-Security-Policy-Report-Only': "default-src 'none'",
      },
    );
    expect(report.verdict).toBe('broken');
    expect(report.findings.map(({ paste }) => paste)).toEqual([
      'script-src … https://news.example.org',
      'script-src-elem … https://news.example.org',
    ]);
  });

  test('a meta holds for what stands after it, and in the head only', async () => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`;
    expect(summary(await check(write(place(), script() + meta)))).toBe('working widget-works');
    expect(summary(await check(write(meta + WHOLE)))).toBe('working widget-works');
    expect(summary(await check(write(WHOLE, meta)))).toBe('broken policy-blocks-script');
  });

  test('a nonce is heeded', async () => {
    const headers = { 'Content-Security-Policy': "script-src 'nonce-k3y' 'strict-dynamic'" };
    expect(summary(await check(write(place() + script('top', ' nonce="k3y"')), headers))).toBe('working widget-works');
    expect(summary(await check(write(WHOLE), headers))).toBe('broken policy-blocks-script');
  });

  test('pictures and further headlines are not what it fails on; headlines of the code alone are', async () => {
    const headers = { 'Content-Security-Policy': "img-src 'self'; connect-src 'self'" };
    expect(summary(await check(write(WHOLE), headers))).toBe('working widget-works policy-blocks-pictures');
    const many = place('top', ' data-count="12" data-images="off"');
    expect(summary(await check(write(many + script()), headers))).toBe('working widget-works policy-blocks-headlines');
    expect(summary(await check(write(place() + script('tidings')), headers))).toBe('broken policy-blocks-headlines');
  });

  test('many of them, for many places and scripts, are judged once for each script', async () => {
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src ${'a.example '.repeat(1500)}">`;
    const report = await check(write((place() + script('tidings')).repeat(2000), policy.repeat(100)));
    expect(new Set(report.findings.map(({ kind }) => kind))).toEqual(new Set(['policy-blocks-script']));
  });

  test('a frame has a directive of its own', async () => {
    const body = '<iframe src="https://news.example.org/embed/top"></iframe>';
    const { paste } = await find('policy-blocks-frame', body, { 'Content-Security-Policy': "frame-src 'self'" });
    expect(paste).toBe('frame-src … https://news.example.org');
  });
});

describe('secure and insecure', () => {
  /** A page as it would have come by https, which takes a certificate that no test has. */
  const checkSecure = (body: string, headers = {}): Promise<PageReport> =>
    checkPage(
      'https://church.example/',
      async () => ({
        kind: 'page',
        url: new URL('https://church.example/'),
        redirected: false,
        status: 200,
        headers,
        html: write(body),
        truncated: false,
      }),
      NEWSROOM,
    );
  const insecure = WHOLE.replaceAll('https:', 'http:');

  test('a secure page cannot have an insecure script, unless the site has it upgraded', async () => {
    const report = await checkSecure(insecure);
    expect(summary(report)).toBe('broken mixed-content');
    expect(report.findings[0]?.paste).toContain('https://news.example.org/v1/top.js');
    const headers = { 'content-security-policy': 'upgrade-insecure-requests' };
    expect(summary(await checkSecure(insecure, headers))).toBe('working widget-works old-address');
  });

  test('an insecure page can; an address without a scheme takes the page’s own', async () => {
    expect(summary(await check(write(insecure)))).toBe('working widget-works old-address');
    expect(summary(await checkSecure(WHOLE.replaceAll('https:', '')))).toBe('working widget-works');
  });

  test('our address with www is an older spelling', async () => {
    const body = WHOLE.replaceAll('news.example.org', 'www.news.example.org');
    expect(summary(await checkSecure(body))).toBe('working widget-works old-address');
  });
});

describe('what is said', () => {
  test('names the feed and the settings, and pastes keep them', async () => {
    const works = await find(
      'widget-works',
      place('top', ' data-count="10" data-images="off" data-block-id="7"') + script(),
    );
    expect(works.says).toBe('The headlines of “Top stories” stand in this page, set to: count 10, images off.');
    const { paste } = await find('script-missing', place('israel', ' data-count="3" data-theme="dark"'));
    const options = { ...parseOptions(() => null), count: 3, theme: 'dark' } as const;
    expect(paste).toBe(snippet({ site: SITE, definition: { ...TOP, id: 'israel', title: 'Israel' }, options }));
  });

  test('names version and settings of the plugin, and the settings of a frame', async () => {
    const list = await find(
      'plugin-works',
      plugin(HEADLINES, 'cards', 'israel', ' data-layout="cards" data-count="3"'),
    );
    expect(list.says).toBe(
      'The headlines of “Israel” stand in this page, written by our plugin for WordPress (version 1.0.0), set to: layout cards, count 3.',
    );
    const archive = await find('plugin-works', plugin(HEADLINES, 'archive'));
    expect(archive.says).toContain('The archive of “Top stories” stands in this page');
    const frame = await find('frame-works', '<iframe src="https://news.example.org/embed/top?layout=grid"></iframe>');
    expect(frame.says).toContain('set to: layout grid.');
  });

  test('settings of a link’s query count where the editor took data-* away', async () => {
    const body = `<div class="tidings"><a href="https://news.example.org/feeds/top?count=3&amp;excerpt=2">x</a></div>${script()}`;
    expect((await find('widget-works', body)).says).toContain('set to: count 3, excerpt 2.');
  });

  test('a renamed feed comes with the snippet of its new name, a missing one with that of the first feed', async () => {
    expect((await find('feed-moved', place('mideast') + script('mideast'))).paste).toContain('/v1/middle-east.js');
    expect((await find('feed-missing', place('tpo') + script('tpo'))).paste).toContain('/v1/top.js');
  });

  test('advice fits the site builder', async () => {
    const body = `<img src="/wp-content/a.jpg">${place()}`;
    expect((await find('script-missing', body)).todo).toContain('Custom HTML');
  });

  test('nothing of the page is repeated but what is ours', async () => {
    const secret = 'Confidential';
    const report = await check(
      write(`<p>${secret}</p><a href="https://news.example.org/feeds/%3Cb%3E${secret}!">${secret}</a>
        <div class="tidings" data-feed="<${secret}>">${secret}</div>${script()}`),
      { 'Content-Security-Policy': `script-src https://${secret}.example 'nonce-${secret}'`, 'X-Secret': secret },
    );
    expect(JSON.stringify(report)).not.toMatch(/confidential/i);
  });
});

describe('hostile pages', () => {
  test.each([
    ['nests without end', '<div>'.repeat(400_000)],
    ['is full of places', '<div class="tidings">'.repeat(100_000)],
    ['is full of scripts', script().repeat(25_000)],
    ['is full of words that look like scripts', '&lt;script '.repeat(180_000)],
    ['is full of attributes', `<div ${'data-a=1 '.repeat(200_000)}>`],
    [
      'is full of policies',
      `<meta http-equiv=content-security-policy content="script-src ${'a '.repeat(900_000)}">${script()}`,
    ],
    ['is full of foreign frames', '<iframe src=/a>'.repeat(130_000)],
    ['ends in the middle', '<div class="tidings" data-'],
    ['is nothing', ''],
  ])('one that %s is judged like any other', async (_what, html) => {
    expect(await check(html)).toMatchObject({ verdict: expect.stringMatching(/^(broken|unknown)$/) });
  });
});
