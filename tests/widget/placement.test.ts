import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { snippet as printedSnippet } from '../../src/pages/snippet.ts';
import { trimHeadlines } from '../../src/render/headlines.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { headlines } from './fixture-headlines.ts';
import { until, useStage } from './stage.ts';
import { openTidings } from './tidings-stand-in.ts';

const stage = useStage();

/** Waits until the widgets show these numbers of titles. */
async function expectTitles(page: Page, ...counts: readonly number[]): Promise<void> {
  const found = `JSON.stringify([...document.querySelectorAll('.tidings')].map((div) =>
    div.shadowRoot ? div.shadowRoot.querySelectorAll('section li a').length : 0))`;
  await page.waitForFunction(`${found} === '${JSON.stringify(counts)}'`);
}

const run = (page: Page, code: string) => page.evaluate(`{ ${code} }`);

test('the snippet of our pages shows headlines in one request, not counting images', async () => {
  const { origin } = stage.tidings;
  const site = { name: 'Example News', publicUrl: origin };
  const selection = { categories: [], tags: [], authors: [], languages: [] };
  const definition = { id: 'top', title: 'Top stories', language: 'en', select: selection };
  const page = await stage.show(printedSnippet({ site, definition, options: parseOptions(() => null) }));
  await expectTitles(page, 5);
  await page.waitForLoadState('load');

  const titles = headlines(origin).items.map((item) => item.t);
  expect(await page.locator('.tidings li a').allTextContents()).toEqual(titles);
  expect(await page.locator('.tidings li a').first().getAttribute('href')).toBe(headlines(origin).items[0]?.u);
  expect(stage.visit.requests.filter((url) => !/^data:|^http:\/\/localhost:\d+\/media\//.test(url))).toEqual([
    page.url(),
    `${origin}/v1/top.js`,
  ]);
  const images = () => stage.visit.requests.filter((url) => url.startsWith(`${origin}/media/`));
  await until(() => images().length === 5);
  expect(await stage.visit.layoutShift()).toBe(0);
  expect(stage.visit.complaints).toEqual([]);
});

describe('headlines that arrive after the first paint', () => {
  const news = () => `<a href="${stage.tidings.origin}/feeds/top">News</a>`;
  test.each<[string, () => string, (shift: number) => void]>([
    ['move nothing if the snippet reserves their height', () => stage.div(), (shift) => expect(shift).toBe(0)],
    [
      'move a page without the reserved height, so the measurement works',
      () => `<div class="tidings">${news()}</div>`,
      (shift) => expect(shift).toBeGreaterThan(0.01),
    ],
  ])('%s', async (_, div, check) => {
    const page = await stage.show(`${div()}<p>Our services are at nine.</p>`);
    await page.waitForLoadState('load');
    expect(await stage.visit.layoutShift()).toBe(0);
    await page.addScriptTag({ url: `${stage.tidings.origin}/v1/top.js` });
    await expectTitles(page, 5);
    check(await stage.visit.layoutShift());
  });
});

describe('pasted more than once:', () => {
  test('two copies of the snippet are two widgets, each drawn once', async () => {
    const page = await stage.show(stage.snippet() + stage.snippet());
    await page.waitForLoadState('load');
    await expectTitles(page, 5, 5);
    expect(await page.locator('.tidings section').count()).toBe(2);
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test('two copies of the script draw a div once', async () => {
    const page = await stage.show(stage.script() + stage.div());
    await expectTitles(page, 5);
    await run(page, `document.querySelector('.tidings').shadowRoot.querySelector('section').isFirst = true`);
    await page.addScriptTag({ url: `${stage.tidings.origin}/v1/top.js?again` });
    await expectTitles(page, 5);
    expect(await run(page, `document.querySelector('.tidings').shadowRoot.querySelector('section').isFirst`)).toBe(
      true,
    );
  });

  test('the only global is one symbol, whatever ids the page has', async () => {
    const page = await stage.show(`<p id="tidings"></p><p id="TIDINGS"></p>${stage.snippet()}`);
    await expectTitles(page, 5);
    const left = `Object.getOwnPropertySymbols(window).filter((symbol) => /tidings/.test(String(symbol))).map(String)
      .concat(Object.keys(window).filter((name) => /tidings/i.test(name)))`;
    expect(await page.evaluate(left)).toEqual(['Symbol(tidings.v1)']);
    expect(await page.evaluate('document.head.querySelectorAll("style,link[rel=stylesheet],script").length')).toBe(0);
  });
});

describe('several feeds:', () => {
  test('each div shows the feed of its link', async () => {
    stage.tidings.publish('israel', (usual) => ({ ...usual, title: 'Israel' }));
    const page = await stage.show(stage.snippet({ count: 3 }, 'israel') + stage.snippet({ count: 2 }));
    await expectTitles(page, 3, 2);
    expect(await page.locator('.tidings h2').allTextContents()).toEqual(['Israel', 'Top stories']);
  });

  test('the script without headlines fetches each feed once, however many widgets show it', async () => {
    const page = await stage.show(
      stage.div({ count: 2 }) + stage.div({ count: 12 }) + stage.div({}, 'israel') + stage.script('tidings'),
    );
    await expectTitles(page, 2, 12, 5);
    const sent = stage.tidings.requests.filter((path) => !path.startsWith('/media/'));
    expect(sent.sort()).toEqual(['/v1/israel.json?count=20', '/v1/tidings.js', '/v1/top.json?count=20']);
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test('a feed is fetched once, even if one of its widgets has `refresh`', async () => {
    const page = await stage.show(stage.div({ refresh: 'on' }) + stage.div() + stage.script('tidings'));
    await expectTitles(page, 5, 5);
    await page.waitForLoadState('networkidle');
    expect(stage.tidings.requests.filter((path) => path.includes('.json'))).toEqual(['/v1/top.json?count=20']);
  });

  test('data-feed has precedence over the link', async () => {
    const page = await stage.show(stage.div({ feed: 'israel', count: 1 }) + stage.script('tidings'));
    await expectTitles(page, 1);
    expect(stage.tidings.requests).toContain('/v1/israel.json?count=20');
  });

  test('a feed is found if its address has a path and letters of any script', async () => {
    const page = await stage.show(stage.div({}, 'tag/%D7%AA%D7%A8%D7%91%D7%95%D7%AA') + stage.script('tidings'));
    await expectTitles(page, 5);
  });

  test('a div without its script keeps its link and fetches nothing', async () => {
    const page = await stage.show(stage.snippet() + stage.div({}, 'israel'));
    await page.waitForLoadState('load');
    await expectTitles(page, 5, 0);
    expect(await page.locator('.tidings >> nth=1').locator('a').isVisible()).toBe(true);
  });
});

describe('more headlines than the script contains:', () => {
  test('they are fetched and fit into the reserved height', async () => {
    const page = await stage.show(`${stage.snippet({ count: 12 })}<p>Our services are at nine.</p>`);
    await expectTitles(page, 12);
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test.each([
    ['fails', { status: 503, text: '' }],
    ['answers with garbage', { text: '<!doctype html>' }],
    ['answers with an error', { status: 404, type: 'application/problem+json', text: '{"title":"No such feed"}' }],
    [
      'has no more',
      { type: 'application/json', text: JSON.stringify(trimHeadlines(headlines('http://localhost'), {})) },
    ],
  ])('those of the script stay if the server %s', async (_, answer) => {
    stage.tidings.answer('/v1/top.json?count=20', answer);
    const page = await stage.show(`${stage.snippet({ count: 12 })}<p>Our services are at nine.</p>`);
    await expectTitles(page, 5);
    await page.waitForLoadState('networkidle');
    await expectTitles(page, 5);
    expect(await stage.visit.layoutShift()).toBe(0);
    expect(stage.tidings.requests.filter((path) => path.includes('json'))).toHaveLength(1);
  });
});

describe('the widget works with', () => {
  test('the script in the head', async () => {
    const page = await stage.show(stage.div(), { head: stage.script().replace('async ', '') });
    await expectTitles(page, 5);
  });

  test('the script inside the div', async () => {
    const { origin } = stage.tidings;
    const page = await stage.show(`<div class="tidings"><a href="${origin}/feeds/top">News</a>${stage.script()}</div>`);
    await expectTitles(page, 5);
  });

  test('the script injected late, without `currentScript`', async () => {
    const page = await stage.show(stage.div());
    await page.waitForLoadState('load');
    await run(page, `fetch('${stage.tidings.origin}/v1/top.js').then((r) => r.text()).then((code) => (0, eval)(code))`);
    await expectTitles(page, 5);
  });

  test('a div added by navigation without reload, even with a new body', async () => {
    const page = await stage.show(`<main>${stage.snippet()}</main>`);
    await expectTitles(page, 5);
    const [origin, html] = [stage.church.origin, JSON.stringify(stage.div({ count: 3 }))];
    await run(page, `history.pushState({}, '', '${origin}/news'); document.querySelector('main').innerHTML = ${html}`);
    await expectTitles(page, 3);
    await run(page, `document.body = document.createElement('body'); document.body.innerHTML = ${html}`);
    await expectTitles(page, 3);
    expect(stage.tidings.requests.filter((path) => path.endsWith('.js'))).toHaveLength(1);
  });

  test('a div that is removed, added again, and copied', async () => {
    const page = await stage.show(stage.snippet());
    await expectTitles(page, 5);
    await run(page, `window.div = document.querySelector('.tidings'); div.remove()`);
    await run(page, 'document.body.append(div, div.cloneNode(true))');
    await expectTitles(page, 5, 5);
    expect(await page.locator('.tidings section').count()).toBe(2);
  });

  test('a div without a link, because the site’s editor removed it', async () => {
    const page = await stage.show(`<div class="tidings"></div>${stage.script()}`);
    await expectTitles(page, 5);
  });

  test('a div added late, for another server’s feed of the same name', async () => {
    const other = await openTidings();
    try {
      other.publish('top', (usual) => ({ ...usual, title: 'Elsewhere' }));
      const page = await stage.show(stage.div() + stage.script('tidings'));
      await page.waitForLoadState('networkidle');
      await expectTitles(page, 5);
      const late = JSON.stringify(stage.div().replace(stage.tidings.origin, other.origin));
      await run(page, `document.body.insertAdjacentHTML('beforeend', ${late})`);
      await page.locator('.tidings').nth(1).getByRole('heading', { name: 'Elsewhere' }).waitFor();
      expect(await page.locator('.tidings h2').allTextContents()).toEqual(['Top stories', 'Elsewhere']);
    } finally {
      await other.close();
    }
  });

  test('a server that has moved since the snippet was copied', async () => {
    const page = await stage.show(
      `<div class="tidings"><a href="https://old.example.org/feeds/top">News</a></div>${stage.script()}`,
    );
    await expectTitles(page, 5);
  });
});

test('options in the link’s query count if an editor has escaped it twice, or three times', async () => {
  const link = (and: string) =>
    `<a href="${stage.tidings.origin}/feeds/top?count=4${and}images=off${and}heading=3">News</a>`;
  const page = await stage.show(
    `<div class="tidings">${link('&amp;amp;')}</div><div class="tidings">${link('&amp;amp;amp;')}</div>${stage.script()}`,
  );
  await expectTitles(page, 4, 4);
  expect(await page.locator('.tidings h3').count()).toBe(2);
  expect(await page.locator('.tidings img').count()).toBe(0);
});

test('options in the link’s query count if the site’s editor removes data attributes; data attributes win', async () => {
  const link = `<a href="${stage.tidings.origin}/feeds/top?count=4&images=off&heading=3">News</a>`;
  const page = await stage.show(
    `<div class="tidings">${link}</div><div class="tidings" data-count="2">${link}</div>${stage.script()}`,
  );
  await expectTitles(page, 4, 2);
  expect(await page.locator('.tidings h3').count()).toBe(2);
  expect(await page.locator('.tidings img').count()).toBe(0);
});

describe('a div of the page that has the same class stays as it is:', () => {
  const feed = () => `<a href="${stage.tidings.origin}/feeds/top">News</a>`;
  test.each<[string, (snippet: string) => string]>([
    ['with other text', (snippet) => `<div class="tidings"><p>The fair is on Saturday.</p></div>${snippet}`],
    ['around the page', (snippet) => `<div class="tidings"><h1>Glad Tidings Church</h1>${snippet}</div>`],
    ['around the snippet alone', (snippet) => `<div class="tidings">${snippet}</div>`],
    ['around the snippet and an image', (snippet) => `<div class="tidings"><img src="data:," alt="">${snippet}</div>`],
    ['with words beside a link to a feed', (snippet) => `<div class="tidings">Glad Tidings. ${feed()}</div>${snippet}`],
    ['with two links', (snippet) => `<div class="tidings">${feed()} <a href="/">Home</a></div>${snippet}`],
    ['with the page’s name', (snippet) => `<div class="tidings"><a href="/">Glad Tidings</a></div>${snippet}`],
    [
      'with the page’s logo',
      (snippet) => `<div class="tidings"><a href="/"><img src="data:," alt="Glad Tidings"></a></div>${snippet}`,
    ],
    ['with an image alone', (snippet) => `<div class="tidings"><img src="data:," alt="Glad Tidings"></div>${snippet}`],
  ])('%s', async (_, body) => {
    const page = await stage.show(body(stage.snippet()));
    await page.waitForLoadState('load');
    await expectTitles(page, 0, 5);
    expect(await page.locator('.tidings').first().locator('section').count()).toBe(
      await page.locator('.tidings .tidings section').count(),
    );
  });
});

describe('a snippet shows its feed although its link was rewritten', () => {
  const rewritten = [
    ['Outlook', 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2FHOST%2Ffeeds%2Ftop&data=05%7C02'],
    ['Google', 'https://www.google.com/url?q=https://HOST/feeds/top&sa=D&source=editors'],
    ['Proofpoint', 'https://urldefense.com/v3/__https://HOST/feeds/top__;!!Abc!xyz$'],
    ['Proofpoint, version 2', 'https://urldefense.proofpoint.com/v2/url?u=https-3A__HOST_feeds_top&d=DwMFaQ'],
    ['base64', 'https://link.example/r?u=aHR0cHM6Ly9uZXdzLmV4YW1wbGUub3JnL2ZlZWRzL3RvcA=='],
    ['a number', 'https://link.example/5f2c'],
    ['an empty fragment', '#'],
    ['the page itself', ''],
  ] as const;
  const link = (address: string) =>
    `<a href="${address.replace('HOST', new URL(stage.tidings.origin).host)}">Latest news</a>`;

  test.each(rewritten)('by %s, in a page with one feed', async (_, address) => {
    const page = await stage.show(`<div class="tidings" data-count="3">${link(address)}</div>${stage.script()}`);
    await expectTitles(page, 3);
    expect(stage.visit.requests.filter((url) => url.includes('.json'))).toEqual([]);
  });

  test.each(rewritten)('by %s, in a page with two feeds that the divs name', async (_, address) => {
    stage.tidings.publish('israel', (usual) => ({ ...usual, title: 'Israel' }));
    const div = (feed: string) => `<div class="tidings" data-feed="${feed}" data-count="3">${link(address)}</div>`;
    const page = await stage.show(div('israel') + div('top') + stage.script('top') + stage.script('israel'));
    await expectTitles(page, 3, 3);
    expect(await page.locator('.tidings h2').allTextContents()).toEqual(['Israel', 'Top stories']);
  });

  test('but not if the page has two feeds, and the div names none', async () => {
    const div = `<div class="tidings" data-count="3">${link('#')}</div>`;
    const page = await stage.show(div + stage.script('top') + stage.script('israel') + stage.snippet());
    await page.waitForLoadState('load');
    await expectTitles(page, 0, 5);
  });

  test('and the script without headlines asks its own server for the feed that the div names', async () => {
    const page = await stage.show(`<div class="tidings" data-feed="top">${link('#')}</div>${stage.script('tidings')}`);
    await expectTitles(page, 5);
  });

  test('and its script is an old copy', async () => {
    stage.tidings.publish('top', (usual) => ({ ...usual, at: 1 }));
    const page = await stage.show(`<div class="tidings" data-count="3">${link('#')}</div>${stage.script()}`);
    await expectTitles(page, 3);
  });
});

test('a feed without more headlines is not fetched', async () => {
  const { origin } = stage.tidings;
  stage.tidings.publish('top', (usual) => ({ ...usual, items: usual.items.slice(0, 5), end: 1 }));
  const page = await stage.show(
    `<div class="tidings" data-count="9"><a href="${origin}/feeds/top">News</a></div><script async src="${origin}/v1/top.js"></script>`,
  );
  await expectTitles(page, 5);
  await page.waitForLoadState('load');
  expect(stage.visit.requests.filter((url) => url.includes('.json'))).toEqual([]);
});

describe('the feed is found', () => {
  const link = (address: string) => `<div class="tidings"><a href="${address}">News</a></div>`;
  const host = () => new URL(stage.tidings.origin).host;

  test.each([
    ['whose host contains “feeds”', () => `http://feeds.${host()}`],
    ['below a folder', () => `${stage.tidings.origin}/news`],
    ['below a folder whose name begins with “feeds”', () => `${stage.tidings.origin}/feeds-and-more`],
  ])('%s', async (_, address) => {
    const base = address();
    stage.tidings.publish('top', (usual) => ({ ...usual, home: `${base}/feeds/top` }));
    const page = await stage.show(link(`${base}/feeds/top?count=3&title=/feeds/other`) + stage.script());
    await expectTitles(page, 3);
    expect(await page.locator('.tidings footer a').getAttribute('href')).toBe(`${base}/feeds/top`);
  });

  test.each(['%D7%AA%D7%A8', '%d7%aa%d7%a8', 'תר'])('if its name is written %s', async (name) => {
    const { origin } = stage.tidings;
    const named = `<div class="tidings" data-feed="tag/${name}"><a href="${origin}/feeds/top">News</a></div>`;
    const page = await stage.show(link(`${origin}/feeds/tag/${name}`) + named + stage.script('tag/%D7%AA%D7%A8'));
    await expectTitles(page, 5, 5);
    expect(stage.visit.requests.filter((url) => url.includes('.json'))).toEqual([]);
  });
});

test('a page that changes all the time is checked five times a second', async () => {
  const page = await stage.show(stage.snippet(), { viewport: { width: 1000, height: 800 } });
  await expectTitles(page, 5);
  await page.clock.install();
  await page.reload();
  await expectTitles(page, 5);
  // From here on only the test advances the clock.
  await page.clock.pauseAt((await page.evaluate<number>('Date.now()')) + 60_000);
  await run(
    page,
    `window.looks = 0; const find = document.querySelectorAll;
    document.querySelectorAll = function (...given) { window.looks += given[0] === 'div.tidings'; return find.apply(this, given) }`,
  );
  for (let frame = 0; frame < 50; frame += 1) {
    await run(page, `document.body.dataset.frame = ${frame}`);
    await page.clock.runFor(20);
  }
  const looks = await page.evaluate<number>('window.looks');
  expect(looks).toBeGreaterThan(2);
  expect(looks).toBeLessThanOrEqual(5);
});

describe('a link that was edited', () => {
  test('with a slash at the end names the same feed', async () => {
    const { origin } = stage.tidings;
    const page = await stage.show(
      `<div class="tidings"><a href="${origin}/feeds/top/">News</a></div><script async src="${origin}/v1/top.js"></script>`,
    );
    await expectTitles(page, 5);
  });

  test('and cannot be decoded stays a link, and the page’s other widgets are drawn', async () => {
    const { origin } = stage.tidings;
    const page = await stage.show(
      `<div class="tidings"><a href="${origin}/feeds/100%">News</a></div>
       <div class="tidings"><a href="${origin}/feeds/top">News</a></div>
       <script async src="${origin}/v1/top.js"></script>`,
    );
    await expectTitles(page, 0, 5);
  });
});
