import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/model/page-report.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import {
  type Church,
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

let church: Church;

beforeAll(async () => {
  church = await openChurch();
});

afterAll(() => church.close());

const PRESENT = snippet({ site: SITE, definition: TOP, options: parseOptions(() => null) });
const DIV = PRESENT.split('<script')[0] ?? '';
const OUTLOOK =
  'https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example.org%2Ffeeds%2Ftop&amp;data=05%7C01&amp;reserved=0';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const rewritten = (href: string, data = ' data-feed="top" data-count="5"') =>
  `<div class="tidings"${data}><a href="${href}">Latest news</a></div>`;
const LOADER =
  "var s=document.createElement('script');s.src='https://news.example.org/v1/top.js';document.head.append(s);";
const FRAME = 'https://news.example.org/embed/top';
const pinned = (integrity: string, more = ' crossorigin') =>
  `${mountPoint()}<script src="https://news.example.org/v1.4.0/tidings.js" integrity="${integrity}"${more}></script>`;

const CASES: Readonly<Record<string, readonly (readonly [what: string, body: string, expected: string])[]>> = {
  'the present snippet': [
    ['as it is', PRESENT, 'working widget-works'],
    ['with the height of older snippets', PRESENT.replace('min-block-size', 'min-height'), 'working widget-works'],
    ['twice', PRESENT + PRESENT, 'working widget-works'],
    ['without its style', PRESENT.replace(/ style="[^"]*"/, ''), 'working widget-works'],
    [
      'with its script elsewhere',
      `<script src="https://news.example.org/v1/top.js"></script><main>${DIV}</main>`,
      'working widget-works',
    ],
    ['whose feed is not that of its script', DIV + script('israel'), 'broken feed-mismatch'],
  ],
  'a link that was rewritten': [
    ['by Outlook', rewritten(OUTLOOK) + script(), 'working widget-works link-rewritten'],
    [
      'by Google',
      rewritten('https://www.google.com/url?q=https://news.example.org/feeds/top&amp;sa=D') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'by urldefense',
      rewritten('https://urldefense.com/v3/__https://news.example.org/feeds/top__;!!A') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'by urldefense with one slash',
      rewritten('https://urldefense.com/v3/__https:/news.example.org/feeds/top__;!!A') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'by Facebook',
      rewritten('https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example.org%2Ffeeds%2Ftop') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'to base64',
      rewritten(`https://click.example/${base64('https://news.example.org/feeds/top')}`) + script(),
      'working widget-works link-rewritten',
    ],
    ['to nothing', rewritten('#') + script(), 'working widget-works link-rewritten'],
    [
      'to nothing, without data-feed, beside one feed',
      rewritten('#', ' data-count="5"') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'to nothing, without data-feed, beside two feeds',
      rewritten('#', ' data-count="5"') + script() + script('israel'),
      'broken link-rewritten',
    ],
    ['to nothing, with the code alone', rewritten('#', ' data-count="5"') + script('tidings'), 'broken link-rewritten'],
    ['to nothing, without any attribute', rewritten('#', '') + script(), 'broken link-rewritten'],
    ['by Outlook, without any attribute', rewritten(OUTLOOK, '') + script(), 'working widget-works link-rewritten'],
  ],
  'an element with our class': [
    [
      'around the snippet',
      `<div class="glad tidings"><h1>Glad Tidings Church</h1>${WHOLE}</div>`,
      'working widget-works',
    ],
    [
      'twice around it',
      `<div class="tidings"><div class="tidings">Welcome ${PRESENT}</div></div>`,
      'working widget-works',
    ],
    [
      'beside it',
      `<div class="tidings church"><h1>Glad Tidings</h1><p>Welcome</p></div>${WHOLE}`,
      'working widget-works',
    ],
    ['without snippet', '<div class="tidings"><h1>Glad Tidings</h1></div>', 'broken nothing-found'],
    [
      'around the script alone',
      `<div class="tidings"><h1>Glad Tidings</h1>${script()}</div>`,
      'broken mount-point-missing',
    ],
    [
      'with a link to us among words',
      `<div class="tidings"><p>See ${LINK}.</p></div>${script()}`,
      'broken mount-point-changed',
    ],
    [
      'with an image before our link',
      `<div class="tidings"><img src="/logo.png" alt="">${LINK}</div>${script()}`,
      'broken mount-point-changed',
    ],
    [
      'and words that our attributes claim',
      DIV.replace('</a>', '</a><h2>Our week</h2>') + script(),
      'working widget-works mount-point-changed',
    ],
    ['and only a link to us', `<div class="tidings"><p>See ${LINK}.</p></div>`, 'broken only-link'],
  ],
  'curly quotation marks': [
    ['in the whole snippet', WHOLE.replaceAll('"', '”'), 'broken curly-quotes'],
    [
      'at both ends',
      '<div class=“tidings” data-count=“5”><a href=“https://news.example.org/feeds/top”>News</a></div>',
      'broken curly-quotes',
    ],
    ['as references', '<div class=&#8221;tidings&#8221; data-count=&#8221;5&#8221;></div>', 'broken curly-quotes'],
    ['in the script alone', '<script async src=“https://news.example.org/v1/top.js”></script>', 'broken curly-quotes'],
    ['of German', '<div class=„tidings“></div>', 'broken curly-quotes'],
    ['of French', '<div class=«tidings»></div>', 'broken curly-quotes'],
    ['as primes', '<div class=″tidings″></div>', 'broken curly-quotes'],
    ['in the frame', '<iframe src=“https://news.example.org/embed/top”></iframe>', 'broken curly-quotes'],
    ['around other things', `<p class=“intro”>Hello</p>${WHOLE}`, 'working widget-works'],
  ],
  'the snippet as text': [
    ['escaped', `<p>${PRESENT.replaceAll('<', '&lt;')}</p>`, 'broken pasted-as-text'],
    ['escaped twice', `<p>${PRESENT.replaceAll('<', '&amp;lt;')}</p>`, 'broken pasted-as-text'],
    [
      'in pre and code',
      `<pre><code>${PRESENT.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</code></pre>`,
      'broken pasted-as-text',
    ],
    ['in a textarea', `<textarea>${PRESENT}</textarea>`, 'broken pasted-as-text'],
    ['without its script', `<p>${DIV.replaceAll('<', '&lt;')}</p>`, 'broken pasted-as-text'],
    ['as a frame', '<p>&lt;iframe src="https://news.example.org/embed/top">&lt;/iframe></p>', 'broken pasted-as-text'],
    ['as a shortcode', '<p>[tidings feed="top" count="3"]</p>', 'broken pasted-as-text'],
    ['of another site', '<pre>&lt;iframe src="https://video.example/embed/top"></pre>', 'broken nothing-found'],
  ],
  'a script that a plugin keeps back': [
    [
      'WP Rocket',
      `${mountPoint()}<script type="rocketlazyloadscript" data-rocket-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    [
      'LiteSpeed',
      `${mountPoint()}<script type="litespeed/javascript" data-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    ['Rocket Loader', mountPoint() + script('top', ' type="0a1b2c-text/javascript"'), 'working widget-works delayed'],
    ['Perfmatters', mountPoint() + script('top', ' type="pmdelayedscript"'), 'working widget-works delayed'],
    [
      'Flying Scripts',
      `${mountPoint()}<script type="text/javascript" data-type="lazy" data-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    [
      'Cookiebot',
      mountPoint() + script('top', ' type="text/plain" data-cookieconsent="marketing"'),
      'broken blocked-until-consent',
    ],
    [
      'Complianz',
      `${mountPoint()}<script type="text/plain" data-service="general" data-category="marketing" data-cmplz-src="https://news.example.org/v1/top.js"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'Usercentrics, which also defers',
      mountPoint() + script('top', ' type="text/plain" data-usercentrics="News" defer'),
      'broken blocked-until-consent',
    ],
    [
      'iubenda',
      `${mountPoint()}<script type="text/plain" class="_iub_cs_activate" suppressedsrc="https://news.example.org/v1/top.js"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'a placeholder of base64',
      `${mountPoint()}<script src="data:text/javascript;base64,${base64('/* blocked until the visitor agrees */')}" data-src="https://news.example.org/v1/top.js" data-consent="1"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'the address as base64',
      `${mountPoint()}<script type="text/plain" data-consent-src="${base64('https://news.example.org/v1/top.js?count=10')}"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'a program as base64 that runs',
      `${mountPoint()}<script src="data:text/javascript;base64,${base64(LOADER)}" defer></script>`,
      'working widget-works',
    ],
    [
      'a program as base64 that runs later',
      `${mountPoint()}<script type="litespeed/javascript" src="data:text/javascript;base64,${base64(LOADER)}"></script>`,
      'working widget-works delayed',
    ],
    [
      'the whole snippet as base64 in a script',
      `<script type="text/template">${base64(PRESENT)}</script>`,
      'broken blocked-until-consent',
    ],
    [
      'the whole snippet as base64 in an attribute',
      `<div data-content="${base64(PRESENT)}">Please agree.</div>`,
      'broken blocked-until-consent',
    ],
    [
      'the script as base64 beside its div',
      `${DIV}<script type="text/template" data-borlabs-cookie-content>${base64(script())}</script>`,
      'broken blocked-until-consent',
    ],
  ],
  'a frame': [
    ['that browsers load late', `<iframe loading="lazy" src="${FRAME}"></iframe>`, 'working frame-works'],
    ['of lazysizes', `<iframe class="lazyload" data-src="${FRAME}"></iframe>`, 'working frame-works delayed'],
    [
      'of WP Rocket',
      `<iframe src="about:blank" data-rocket-lazyload="fitvidscompatible" data-lazy-src="${FRAME}"></iframe>`,
      'working frame-works delayed',
    ],
    [
      'of LiteSpeed',
      `<iframe data-lazyloaded="1" src="about:blank" data-litespeed-src="${FRAME}"></iframe>`,
      'working frame-works delayed',
    ],
    ['of Optimole', `<iframe src="about:blank" data-opt-src="${FRAME}"></iframe>`, 'working frame-works delayed'],
    [
      'with a placeholder',
      `<iframe srcdoc="<a href='${FRAME}'>Show</a>" src="${FRAME}"></iframe>`,
      'working frame-works delayed',
    ],
    [
      'of a consent manager',
      `<iframe data-cookieblock-src="${FRAME}" class="lazyload"></iframe>`,
      'broken blocked-until-consent',
    ],
    [
      'of a consent manager as base64',
      `<iframe data-cmplz-src="${base64(`${FRAME}?count=3&layout=cards`)}"></iframe>`,
      'broken blocked-until-consent',
    ],
    [
      'whose sandbox opens nothing',
      `<iframe sandbox="allow-scripts allow-same-origin" src="${FRAME}"></iframe>`,
      'working frame-works frame-sandboxed'
        .replace('working', 'partly')
        .replace('frame-works frame-sandboxed', 'frame-sandboxed frame-works'),
    ],
    ['whose sandbox is empty', `<iframe sandbox src="${FRAME}"></iframe>`, 'partly frame-sandboxed frame-works'],
    [
      'whose sandbox opens new tabs',
      `<iframe sandbox="allow-scripts allow-popups" src="${FRAME}"></iframe>`,
      'working frame-works',
    ],
    [
      'whose sandbox leaves the frame',
      `<iframe sandbox="allow-scripts allow-top-navigation-by-user-activation" src="${FRAME}"></iframe>`,
      'working frame-works',
    ],
    [
      'of WordPress',
      `<iframe sandbox="allow-scripts" security="restricted" src="${FRAME}#?secret=x" data-secret="x"></iframe>`,
      'working frame-works',
    ],
  ],
  'a hidden place': [
    ['by display', `<div style="color:red;display: none">${WHOLE}</div>`, 'unknown hidden'],
    ['by visibility', `<section style="visibility:hidden"><div>${WHOLE}</div></section>`, 'unknown hidden'],
    ['by opacity', `<main style="opacity:0">${WHOLE}</main>`, 'unknown hidden'],
    ['by its position', `<div style="position:absolute;left:-9999px">${WHOLE}</div>`, 'unknown hidden'],
    ['by its height', `<div style="max-height:0;overflow:hidden">${WHOLE}</div>`, 'unknown hidden'],
    ['by an attribute', `<div hidden>${WHOLE}</div>`, 'unknown hidden'],
    ['by its own style', DIV.replace('style="', 'style="display:none;') + script(), 'unknown hidden'],
    ['of a frame', `<div hidden><iframe src="${FRAME}"></iframe></div>`, 'unknown hidden'],
    ['that opens', `<details><summary>News</summary>${WHOLE}</details>`, 'working widget-works closed'],
    ['that is open', `<details open><summary>News</summary>${WHOLE}</details>`, 'working widget-works'],
    ['of a dialog', `<dialog>${WHOLE}</dialog>`, 'working widget-works closed'],
    ['that pops over', `<div popover>${WHOLE}</div>`, 'working widget-works closed'],
    ['without clicks', `<div inert>${WHOLE}</div>`, 'partly inert widget-works'],
    [
      'without screen readers',
      `<div aria-hidden="true">${WHOLE}</div>`,
      'working widget-works hidden-from-screen-readers',
    ],
    [
      'that ended before',
      `<div hidden><p>Hello</div><p style="display:none">x<div aria-hidden="true"></div>${WHOLE}`,
      'working widget-works',
    ],
    ['whose parts were not closed', `<section><div hidden>Hello</section>${WHOLE}`, 'working widget-works'],
    [
      'that is none',
      `<div style="opacity:0.9;height:0.5em;display:block;left:-10px">${WHOLE}</div>`,
      'working widget-works',
    ],
    ['of a template', `<template>${WHOLE}</template>`, 'broken noscript-only'],
  ],
  integrity: [
    ['of the released bytes', pinned(integrityOf(PINNED)), 'working widget-works'],
    ['by another algorithm', pinned(integrityOf(PINNED, 'sha512')), 'working widget-works'],
    ['with the right one among two', pinned(`${integrityOf('x')} ${integrityOf(PINNED)}`), 'working widget-works'],
    ['of other bytes', pinned(integrityOf('x')), 'broken integrity-mismatch'],
    [
      'where a stronger one is wrong',
      pinned(`${integrityOf(PINNED)} ${integrityOf('x', 'sha512')}`),
      'broken integrity-mismatch',
    ],
    ['without crossorigin', pinned(integrityOf(PINNED), ''), 'broken integrity-mismatch'],
    ['that browsers do not know', pinned('md5-abc', ''), 'working widget-works'],
    [
      'of a script that changes',
      mountPoint() + script('top', ` integrity="${integrityOf('x')}" crossorigin`),
      'broken integrity-mismatch',
    ],
    ['of a version that is not there', pinned(integrityOf(PINNED)).replace('1.4.0', '1.9.9'), 'broken version-missing'],
  ],
  'two servers': [
    [
      'each with its snippet',
      WHOLE + WHOLE.replaceAll('news.example.org', 'old.example.net').replaceAll('top', 'old'),
      'partly old-address widget-works',
    ],
    [
      'the div of one, the script of the other',
      mountPoint() + script().replace('news.example.org', 'old.example.net'),
      'broken old-address',
    ],
    [
      'the div of the other, our script',
      mountPoint().replace('news.example.org', 'old.example.net') + script(),
      'working widget-works',
    ],
    ['both scripts', WHOLE + script().replace('news.example.org', 'old.example.net'), 'working widget-works'],
    [
      'ours, and a script of a stranger that looks alike',
      `${WHOLE}<script src="https://cdn.example/v1/player.js"></script>`,
      'working widget-works',
    ],
    [
      'the frame of each',
      `<iframe src="${FRAME}"></iframe><iframe src="https://old.example.net/embed/top"></iframe>`,
      'working frame-works',
    ],
  ],
  markup: [
    [
      'of an empty script element',
      `${mountPoint()}<script async="" src="https://news.example.org/v1/top.js" />`,
      'partly wrong-markup widget-works',
    ],
    ['of XHTML 1.0 that comes as HTML', WHOLE.replace('async', 'async="async"'), 'working widget-works'],
    [
      'escaped twice in the link',
      `${mountPoint().replace('feeds/top', 'feeds/top?count=3&amp;amp;excerpt=2')}${script()}`,
      'working widget-works',
    ],
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  test.each(cases)(`${group}: %s`, async (_what, body, expected) => {
    const report = await church.check(write(body));
    expect(summary(report)).toBe(expected);
    expect(report.findings.filter(({ severity, todo }) => severity !== 'ok' && todo === undefined)).toEqual([]);
  });
}

describe('a page of XML', () => {
  const headers = { 'Content-Type': 'application/xhtml+xml; charset=utf-8' };
  const xml = (body: string) =>
    `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${body}</body></html>`;

  test('takes the present snippet, and an empty script element', async () => {
    expect(summary(await church.check(xml(PRESENT), headers))).toBe('working widget-works');
    const empty = `${DIV}<script async="" src="https://news.example.org/v1/top.js"/><p>More</p>`;
    expect(summary(await church.check(xml(empty), headers))).toBe('working widget-works');
  });

  test('does not take an attribute without a value', async () => {
    expect(summary(await church.check(xml(WHOLE), headers))).toBe('partly wrong-markup widget-works');
  });
});

test('options are read from a link that was escaped twice', async () => {
  const body = `<div class="tidings"><a href="https://news.example.org/feeds/top?count=3&amp;amp;excerpt=2">x</a></div>${script()}`;
  const { findings } = await church.check(write(body));
  expect(findings[0]?.message).toContain('with these options: count 3, excerpt 2.');
});

describe('a copy of our script on the site’s own server', () => {
  const CODE = 'const KEY = Symbol.for("tidings.v1"); fetch({ home: k, at: 1/0 });';
  const headlines = (at?: number, feed = 'top') =>
    renderWidgetScript(CODE, 'https://news.example.org/v1/tidings-archive.x.js', {
      v: 1,
      feed,
      title: 'Top stories',
      home: `https://news.example.org/feeds/${feed}`,
      name: 'Example News',
      ...(at === undefined ? {} : { at }),
      items: [],
    });
  const AT = 1_794_960_000;
  const minified = (text: string) =>
    text
      .replaceAll('"', "'")
      .replace(/'(\w+)':/g, '$1:')
      .replace('1794960000', '179496e4');

  /** Checks a page with this script of its own server. */
  async function checkCopy(path: string, text: string, body = DIV): Promise<readonly Finding[]> {
    church.page(path, text, { 'Content-Type': 'text/javascript' });
    return (await church.check(write(`${body}<script src="${path}"></script>`))).findings;
  }

  test.each([
    ['/wp-content/cache/min/1/v1/top.js?ver=1', 'WP Rocket'],
    ['/wp-content/litespeed/js/0a1b.js?ver=2', 'LiteSpeed Cache'],
    ['/wp-content/cache/autoptimize/js/autoptimize_0a1b.js', 'Autoptimize'],
    [
      '/wp-content/uploads/siteground-optimizer-assets/siteground-optimizer-combined-js-0a.js',
      'SiteGround’s Speed Optimizer',
    ],
    ['/wp-content/cache/minify/0a1b.js', 'W3 Total Cache'],
    ['/wp-content/cache/wpfc-minified/0a1b/index.js', 'WP Fastest Cache'],
    ['/wp-content/cache/wpo-minify/1/assets/wpo-minify-footer-0a.min.js', 'WP-Optimize'],
    ['/media/com_jchoptimize/cache/js/0a1b.js', 'JCH Optimize'],
    ['/js/news.js', 'A plugin that makes the site faster'],
  ])('%s: %s', async (path, name) => {
    const [works, copied] = await checkCopy(path, `jQuery(1);${headlines(AT)};more(2)`);
    expect(works).toMatchObject({ kind: 'widget-works' });
    expect(copied).toMatchObject({ kind: 'script-copied', severity: 'note', snippet: 'news.example.org/v1/' });
    expect(copied?.message).toContain(`${name} has copied our script`);
    expect(copied?.message).toContain('The copy is of 2026-11-18.');
    expect(copied?.todo).toContain('Then clear the plugin’s cache');
  });

  test('is recognised after a minifier, and by its bytes in the page itself', async () => {
    expect(await checkCopy('/a.js', minified(headlines(AT)))).toMatchObject([
      { kind: 'widget-works' },
      { message: expect.stringContaining('2026-11-18') },
    ]);
    const inPage = await church.check(write(`${DIV}<script>${headlines(AT)}</script>`));
    expect(summary(inPage)).toBe('working widget-works script-copied');
  });

  test('of an older version never gets new headlines', async () => {
    expect(await checkCopy('/a.js', headlines())).toMatchObject([
      { kind: 'script-copied', severity: 'problem' },
      { kind: 'widget-works' },
    ]);
  });

  test('may hold the code alone, or several feeds', async () => {
    const alone = renderWidgetScript(CODE, 'https://news.example.org/v1/tidings-archive.x.js');
    expect(await checkCopy('/a.js', alone)).toMatchObject([{ kind: 'widget-works' }, { kind: 'script-copied' }]);
    const two = await checkCopy('/a.js', headlines(AT) + headlines(AT, 'israel'), DIV + mountPoint('israel'));
    expect(two.filter(({ kind }) => kind === 'widget-works').map(({ message }) => /“(.*)”/.exec(message)?.[1])).toEqual(
      ['Top stories', 'Israel'],
    );
  });

  test('of the headlines of another feed or server is no help', async () => {
    expect(await checkCopy('/a.js', headlines(AT, 'israel'))).toMatchObject([{ kind: 'feed-mismatch' }]);
    expect(await checkCopy('/a.js', headlines(AT).replaceAll('news.example.org', 'old.example.net'))).toMatchObject([
      { kind: 'old-address' },
    ]);
  });

  test('needs the policy for requests, because it has to ask for new headlines', async () => {
    church.page('/a.js', headlines(AT));
    const policy = { 'Content-Security-Policy': "script-src 'self'; connect-src 'self'" };
    expect(summary(await church.check(write(`${DIV}<script src="/a.js"></script>`), policy))).toBe(
      'broken policy-blocks-headlines script-copied',
    );
  });

  test('is looked for in six files of the site at most, those of optimisers first, and in none of another site', async () => {
    church.page('/wp-content/cache/min/1/z.js', headlines(AT));
    const own = Array.from({ length: 40 }, (_, index) => `<script src="/own-${index}.js"></script>`).join('');
    const strange = `<script src="http://127.0.0.1:${church.port}/strange.js"></script>`;
    const before = church.requests.length;
    const report = await church.check(
      write(`${DIV}${strange}${own}<script src="/wp-content/cache/min/1/z.js"></script>`),
    );
    expect(summary(report)).toBe('working widget-works script-copied');
    const asked = church.requests.slice(before).map(({ url }) => url);
    expect(asked).toHaveLength(7);
    expect(asked).not.toContain('/strange.js');
  });

  test('is not looked for where our own script is on the page', async () => {
    const before = church.requests.length;
    await church.check(write(`${WHOLE}<script src="/own.js"></script>`));
    expect(church.requests).toHaveLength(before + 1);
  });
});
