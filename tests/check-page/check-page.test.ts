import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPage } from '../../src/check-page/check-page.ts';
import type { Finding, PageReport } from '../../src/model/page-report.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import {
  type Church,
  DEPENDENCIES,
  integrityOf,
  LINK,
  mountPoint,
  openChurch,
  PINNED,
  SITE,
  script,
  summary,
  TOP,
  WHOLE,
  write,
} from './church-page.ts';
import { createLocalFetcher } from './local-fetcher.ts';

let church: Church;

beforeAll(async () => {
  church = await openChurch();
});

afterAll(() => church.close());

const HEADLINES =
  '<ul class="tidings__list"><li><a class="tidings__title" href="/news?tidings=1">A story</a></li></ul>';
const plugin = (inside: string, layout = 'list', feed = 'top', more = '') =>
  `<section class="tidings tidings--${layout} tidings--auto" data-plugin="wordpress 1.0.0" data-source="https://news.example.org/feeds/${feed}"${more}>${inside}</section>`;
const check: Church['check'] = (html, headers) => church.check(html, headers);

async function find(kind: Finding['kind'], body: string, headers = {}): Promise<Finding> {
  const { findings } = await check(write(body), headers);
  const found = findings.find((finding) => finding.kind === kind);
  if (found === undefined) throw new Error(`expected ${kind}, got ${JSON.stringify(findings)}`);
  return found;
}

describe('a check reports', () => {
  test.each([
    ['the snippet', WHOLE, 'working widget-works'],
    ['two widgets of one feed', WHOLE + WHOLE, 'working widget-works'],
    [
      'two feeds with the widget’s code alone',
      mountPoint() + mountPoint('israel') + script('tidings'),
      'working widget-works widget-works',
    ],
    [
      'a pinned script',
      `${mountPoint()}<script src="https://news.example.org/v1.4.0/tidings.js" integrity="${integrityOf(PINNED)}" crossorigin></script>`,
      'working widget-works',
    ],
    [
      'the feed named by data-feed',
      `<div class="x tidings" data-feed="israel"></div>${script('tidings')}`,
      'working widget-works mount-point-empty',
    ],
    [
      'options with wrong values',
      mountPoint('top', ' data-count="fifty" data-accent="red" data-layout="tiles"') + script(),
      'working widget-works option-ignored',
    ],
    [
      'options in another spelling',
      mountPoint('top', ' data-count="03" data-accent="A33" data-layout=" Grid " data-lang="PT-br"') + script(),
      'working widget-works',
    ],
    ['the script removed', mountPoint(), 'broken script-missing'],
    ['only the script', script(), 'broken mount-point-missing'],
    ['only the link', `<p>${LINK}</p>`, 'broken only-link'],
    [
      'the link removed from the mount point',
      `<div class="tidings">Latest news</div>${script()}`,
      'broken mount-point-without-link',
    ],
    ['an empty mount point', `<div class="tidings"></div>${script()}`, 'working widget-works mount-point-empty'],
    ['the script of another feed', mountPoint('israel') + script(), 'broken feed-mismatch'],
    ['an unknown feed', mountPoint('tpo') + script('tpo'), 'broken feed-missing'],
    ['a moved feed', mountPoint('mideast') + script('mideast'), 'working widget-works feed-moved'],
    [
      'a feed that cannot be checked',
      mountPoint('tag/harbour') + script('tag/harbour'),
      'working widget-works feed-unchecked',
    ],
    ['one right and one wrong', WHOLE + mountPoint('israel'), 'partly feed-mismatch widget-works'],
    [
      'the snippet as text',
      '<p>&lt;div class=”tidings”&gt;&lt;/div&gt;<br>&lt;script async src=“<a href="#">https://news.example.org/v1/top.js</a>”&gt;</p>',
      'broken pasted-as-text',
    ],
    ['the snippet in noscript', `<noscript>${WHOLE}</noscript>`, 'broken noscript-only'],
    ['the snippet in a comment', `<!-- ${WHOLE} -->`, 'broken nothing-found'],
    [
      'a consent manager',
      mountPoint() + script('top', ' type="text/plain" data-cookieconsent="marketing"'),
      'broken blocked-until-consent',
    ],
    [
      'a consent manager that moves the URL',
      `${mountPoint()}<script data-src="https://news.example.org/v1/top.js"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'an optimiser',
      `${mountPoint()}<script type="rocketlazyloadscript" data-rocket-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    ['Rocket Loader', mountPoint() + script('top', ' type="0a1b2c-text/javascript"'), 'working widget-works delayed'],
    ['the frame', '<iframe src="https://news.example.org/embed/top?count=3"></iframe>', 'working frame-works'],
    [
      'a frame that is blocked until consent',
      '<iframe data-src="https://news.example.org/embed/top"></iframe>',
      'broken blocked-until-consent',
    ],
    [
      'a frame of an unknown feed',
      '<iframe src="https://news.example.org/embed/nothing"></iframe>',
      'broken feed-missing',
    ],
    [
      'the snippet of another server',
      '<div class="tidings"><a href="https://old.example.net/feeds/top">x</a></div><script src="https://old.example.net/v1/top.js"></script>',
      'broken old-address',
    ],
    [
      'a script of another site whose URL looks like ours',
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
      'the plugin of a version without data-plugin',
      `<section class="tidings tidings--list">${HEADLINES}${LINK}</section>`,
      'working plugin-works',
    ],
    [
      'an article of the plugin',
      plugin('<article class="tidings__article"><h2>News</h2></article>', 'archive'),
      'working plugin-works',
    ],
    ['the plugin in a hidden part', `<div hidden>${plugin(HEADLINES)}</div>`, 'unknown hidden'],
    ['an empty feed of the plugin', plugin('<p class="tidings__nothing">Nothing</p>'), 'working plugin-works'],
    [
      'the plugin without headlines',
      `<p class="tidings" data-plugin="wordpress 1.0.0" data-source="https://news.example.org/feeds/top">${LINK}</p>`,
      'broken plugin-without-headlines',
    ],
    ['the plugin with an unknown feed', plugin(HEADLINES, 'list', 'tpo'), 'broken feed-missing'],
    [
      'the plugin with a moved feed, whose redirect it follows',
      plugin(HEADLINES, 'list', 'mideast'),
      'working plugin-works',
    ],
    [
      'the plugin with a feed that cannot be checked',
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
      'frames of other sites',
      '<iframe src="https://video.example/1"></iframe>',
      'unknown nothing-found inside-other-frames',
    ],
  ])('%s', async (_what, body, expected) => {
    const report = await check(write(body));
    expect(summary(report)).toBe(expected);
    // Every finding ends with what to do.
    expect(report.findings.filter(({ severity, todo }) => severity !== 'ok' && todo === undefined)).toEqual([]);
  });

  test('a page that is built in the browser', async () => {
    expect(summary(await check('<div id="root"></div><script src="/app.js"></script>'))).toBe(
      'unknown built-by-script',
    );
    const wix = await check(write('', '<link href="https://static.parastorage.com/a.css">'));
    expect(summary(wix)).toBe('unknown built-by-script');
    expect(wix.findings[0]?.message).toContain('Wix');
  });

  test('a page of the newsroom, whatever it contains', async () => {
    church.page('/embed', write(WHOLE));
    const publicUrl = `http://church.example:${church.port}`;
    const dependencies = { ...DEPENDENCIES, site: { ...SITE, publicUrl } };
    expect(summary(await checkPage(`${publicUrl}/embed`, createLocalFetcher(), dependencies))).toBe(
      'unknown newsroom-page',
    );
  });

  test('a page that asks for a password', async () => {
    expect(summary(await check(write('<form><input type="password"></form>')))).toBe('unknown login-required');
  });
});

describe('a response that is not a page', () => {
  test.each([
    [404, {}, 'broken page-missing'],
    [410, {}, 'broken page-missing'],
    [401, {}, 'unknown login-required'],
    [403, {}, 'unknown access-denied'],
    [429, {}, 'unknown access-denied'],
    [503, { 'cf-mitigated': 'challenge' }, 'unknown access-denied'],
    [503, {}, 'unknown site-error'],
    [304, {}, 'unknown site-error'],
    [200, { 'Content-Type': 'application/pdf' }, 'unknown not-a-page'],
  ])('%s %p: %s', async (status, headers, expected) => {
    church.on('/odd', (_request, response) => {
      response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(status === 304 ? undefined : WHOLE);
    });
    const report = await checkPage(`http://church.example:${church.port}/odd`, createLocalFetcher(), DEPENDENCIES);
    expect(summary(report)).toBe(expected);
  });

  test('a redirect to a login page, and to another page', async () => {
    church.on(
      '/members',
      (_request, response) => void response.writeHead(302, { Location: '/wp-login.php?x=1' }).end(),
    );
    church.page('/wp-login.php?x=1', WHOLE);
    church.on('/old', (_request, response) => void response.writeHead(301, { Location: '/new?secret=1' }).end());
    church.page('/new?secret=1', write(WHOLE));
    const at = (path: string) =>
      checkPage(`http://church.example:${church.port}${path}`, createLocalFetcher(), DEPENDENCIES);
    expect(summary(await at('/members'))).toBe('unknown login-required');
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
    const { snippet: copied } = await find('policy-blocks-script', WHOLE, { 'Content-Security-Policy': policy });
    expect(copied).toBe(line);
  });

  test('each policy that blocks is reported, and report-only policies are not', async () => {
    const report = await check(
      write(WHOLE, `<meta http-equiv="content-security-policy" content="script-src-elem 'self'">`),
      {
        'Content-Security-Policy': ["script-src 'self'", 'default-src https:'],
        'Content-Security-Policy-Report-Only': "default-src 'none'",
      },
    );
    expect(report.verdict).toBe('broken');
    expect(report.findings.map(({ snippet: copied }) => copied)).toEqual([
      'script-src … https://news.example.org',
      'script-src-elem … https://news.example.org',
    ]);
  });

  test('a meta applies to what follows it, and only in the head', async () => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`;
    expect(summary(await check(write(mountPoint(), script() + meta)))).toBe('working widget-works');
    expect(summary(await check(write(meta + WHOLE)))).toBe('working widget-works');
    expect(summary(await check(write(WHOLE, meta)))).toBe('broken policy-blocks-script');
  });

  test('a nonce allows a script', async () => {
    const headers = { 'Content-Security-Policy': "script-src 'nonce-k3y' 'strict-dynamic'" };
    expect(summary(await check(write(mountPoint() + script('top', ' nonce="k3y"')), headers))).toBe(
      'working widget-works',
    );
    expect(summary(await check(write(WHOLE), headers))).toBe('broken policy-blocks-script');
  });

  test('blocked images and further headlines are notes; blocked headlines of the code alone are a problem', async () => {
    const headers = { 'Content-Security-Policy': "img-src 'self'; connect-src 'self'" };
    expect(summary(await check(write(WHOLE), headers))).toBe('working widget-works policy-blocks-images');
    const many = mountPoint('top', ' data-count="12" data-images="off"');
    expect(summary(await check(write(many + script()), headers))).toBe('working widget-works policy-blocks-headlines');
    const archive = mountPoint('top', ' data-layout="archive" data-images="off"');
    expect(summary(await check(write(archive + script()), headers))).toBe(
      'partly policy-blocks-headlines widget-works',
    );
    expect(summary(await check(write(mountPoint() + script('tidings')), headers))).toBe(
      'broken policy-blocks-headlines',
    );
  });

  test('many policies, mount points and scripts are checked once for each script', async () => {
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src ${'a.example '.repeat(1500)}">`;
    const report = await check(write((mountPoint() + script('tidings')).repeat(2000), policy.repeat(100)));
    expect(new Set(report.findings.map(({ kind }) => kind))).toEqual(new Set(['policy-blocks-script']));
  });

  test('a frame has its own directive', async () => {
    const body = '<iframe src="https://news.example.org/embed/top"></iframe>';
    const { snippet: copied } = await find('policy-blocks-frame', body, {
      'Content-Security-Policy': "frame-src 'self'",
    });
    expect(copied).toBe('frame-src … https://news.example.org');
  });
});

describe('http and https', () => {
  /** Checks a page that came by https, without a certificate for the test. */
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
      DEPENDENCIES,
    );
  const insecure = WHOLE.replaceAll('https:', 'http:');

  test('a secure page cannot load an insecure script, unless a policy upgrades it', async () => {
    const report = await checkSecure(insecure);
    expect(summary(report)).toBe('broken mixed-content');
    expect(report.findings[0]?.snippet).toContain('https://news.example.org/v1/top.js');
    const headers = { 'content-security-policy': 'upgrade-insecure-requests' };
    expect(summary(await checkSecure(insecure, headers))).toBe('working widget-works old-address');
  });

  test('an insecure page can; a URL without a scheme takes the page’s', async () => {
    expect(summary(await check(write(insecure)))).toBe('working widget-works old-address');
    expect(summary(await checkSecure(WHOLE.replaceAll('https:', '')))).toBe('working widget-works');
  });

  test('our address with www is an older form', async () => {
    const body = WHOLE.replaceAll('news.example.org', 'www.news.example.org');
    expect(summary(await checkSecure(body))).toBe('working widget-works old-address');
  });
});

describe('a message', () => {
  test('names the feed and the options, and snippets keep them', async () => {
    const works = await find(
      'widget-works',
      mountPoint('top', ' data-count="10" data-images="off" data-block-id="7"') + script(),
    );
    expect(works.message).toBe(
      'The page shows the headlines of “Top stories”, with these options: count 10, images off.',
    );
    const { snippet: copied } = await find('script-missing', mountPoint('israel', ' data-count="3" data-theme="dark"'));
    const options = { ...parseOptions(() => null), count: 3, theme: 'dark' } as const;
    expect(copied).toBe(snippet({ site: SITE, definition: { ...TOP, id: 'israel', title: 'Israel' }, options }));
  });

  test('names the plugin’s version and options, and a frame’s options', async () => {
    const list = await find(
      'plugin-works',
      plugin(HEADLINES, 'cards', 'israel', ' data-layout="cards" data-count="3"'),
    );
    expect(list.message).toBe(
      'The page shows the headlines of “Israel” through our plugin for WordPress (version 1.0.0), with these options: layout cards, count 3.',
    );
    const archive = await find('plugin-works', plugin(HEADLINES, 'archive'));
    expect(archive.message).toContain('The page shows the archive of “Top stories” through our plugin');
    const frame = await find('frame-works', '<iframe src="https://news.example.org/embed/top?layout=grid"></iframe>');
    expect(frame.message).toContain('with these options: layout grid.');
  });

  test('reads options from the link’s query if an editor removed data-*', async () => {
    const body = `<div class="tidings"><a href="https://news.example.org/feeds/top?count=3&amp;excerpt=2">x</a></div>${script()}`;
    expect((await find('widget-works', body)).message).toContain('with these options: count 3, excerpt 2.');
  });

  test('about a moved feed has the snippet of its new id, about an unknown feed that of the main feed', async () => {
    expect((await find('feed-moved', mountPoint('mideast') + script('mideast'))).snippet).toContain(
      '/v1/middle-east.js',
    );
    expect((await find('feed-missing', mountPoint('tpo') + script('tpo'))).snippet).toContain('/v1/top.js');
  });

  test('has advice for the site builder', async () => {
    const body = `<meta name="generator" content="Joomla! - Open Source">${mountPoint()}`;
    expect((await find('script-missing', body)).todo).toContain('“No Filtering”');
  });

  test('says to authors in WordPress that the address alone works for them', async () => {
    const body = `<img src="/wp-content/a.jpg">${mountPoint('israel', ' data-feed="israel" data-count="3"')}`;
    const { todo, snippet: copied } = await find('script-missing', body);
    expect(todo).toContain('for authors too');
    expect(copied).toBe('https://news.example.org/feeds/israel?count=3');
    expect((await find('only-link', `<img src="/wp-content/a.jpg">${LINK}`)).snippet).toBe(
      'https://news.example.org/feeds/top',
    );
  });

  test('repeats nothing of the page but what is ours', async () => {
    const secret = 'Confidential';
    const report = await check(
      write(`<p>${secret}</p><a href="https://news.example.org/feeds/%3Cb%3E${secret}!">${secret}</a>
        <div class="tidings" data-feed="<${secret}>">${secret}</div>${script()}`),
      { 'Content-Security-Policy': `script-src https://${secret}.example 'nonce-${secret}'`, 'X-Secret': secret },
    );
    expect(JSON.stringify(report)).not.toMatch(/confidential/i);
  });
});

describe('a hostile page', () => {
  test.each([
    ['nests very deeply', '<div>'.repeat(400_000)],
    ['nests hidden parts very deeply', '<div hidden>'.repeat(170_000)],
    ['closes what it did not open', '<div>'.repeat(200_000) + '</p>'.repeat(200_000)],
    ['is full of base64', `<i a="${'YWJj'.repeat(20)}">`.repeat(20_000)],
    ['is full of our code', 'Symbol.for("tidings.v1")home:"https:'.repeat(50_000)],
    ['is full of mount points', '<div class="tidings">'.repeat(100_000)],
    ['is full of scripts', script().repeat(25_000)],
    ['is full of text that looks like scripts', '&lt;script '.repeat(180_000)],
    ['is full of attributes', `<div ${'data-a=1 '.repeat(200_000)}>`],
    [
      'is full of policies',
      `<meta http-equiv=content-security-policy content="script-src ${'a '.repeat(900_000)}">${script()}`,
    ],
    ['is full of other sites’ frames', '<iframe src=/a>'.repeat(130_000)],
    ['ends in the middle', '<div class="tidings" data-'],
    ['is empty', ''],
  ])('that %s is checked like any other', async (_what, html) => {
    expect(await check(html)).toMatchObject({ verdict: expect.stringMatching(/^(broken|unknown)$/) });
  });
});
