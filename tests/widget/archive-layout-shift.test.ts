import { beforeAll, describe, expect, test } from '@jest/globals';
import { findViolations } from '../browser/find-violations.ts';
import { draftOf, T0 } from '../http/newsroom.ts';
import { part, useArchiveStage } from './archive-stage.ts';

const LAMPS = 'Lamps are lit again along the old harbour wall';
const SHORT = 'The choir practises on Thursday';
const BELOW = `<p>Below the archive.</p>${'<p>And further below.</p>'.repeat(60)}`;
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

/** The scroll position of the page, and top and height of the archive in the window. */
const PLACES = `(() => {
  const section = document.querySelector('div.tidings').shadowRoot.querySelector('section');
  const { top, height } = section.getBoundingClientRect();
  return { scrolled: scrollY, top: Math.round(top), height: Math.round(height) };
})()`;

/** Whether the article is scrolled down and no longer scrolls. */
const HAS_SCROLLED = `(() => {
  const { scrollTop } = document.querySelector('div.tidings').shadowRoot.querySelector('article');
  const before = window.scrolledTo;
  window.scrolledTo = scrollTop;
  return scrollTop > 300 && scrollTop === before;
})()`;

interface Places {
  readonly scrolled: number;
  readonly top: number;
  readonly height: number;
}

const stage = useArchiveStage();

beforeAll(async () => {
  await stage.newsroom.publish(
    draftOf(SHORT, { publishedAt: T0 - 90_000_000, contentHtml: '<p>All are welcome.</p>' }),
  );
});

/** Opens a page with this many pixels above an archive of five headlines, and a long text below. */
async function open(above: number, search: string, width = 1280, height = 900) {
  const body = `<div style="height:${above}px"></div>${stage.snippet({ count: 5 })}${BELOW}`;
  const visit = await stage.visit(body, { viewport: { width, height }, head: '<style>body{margin:0}</style>' });
  const { page } = visit;
  if (search) await page.goto(page.url() + search, { waitUntil: 'commit' });
  return { visit, page, ...part(page), places: () => page.evaluate(PLACES) as Promise<Places> };
}

describe('nothing in sight moves', () => {
  test.each([
    [320, 568, 0, LAMPS],
    [320, 568, 400, SHORT],
    [390, 844, 300, LAMPS],
    [1280, 900, 0, LAMPS],
    [1280, 900, 0, SHORT],
    [1280, 900, 150, LAMPS],
    [1280, 900, 400, LAMPS],
    [1280, 1400, 300, SHORT],
    [1280, 900, 2000, LAMPS],
  ])('at %d × %d, %d px down the page, by a link to “%s”, back and forward', async (width, height, above, wanted) => {
    const { visit, page, title, article, older } = await open(
      above,
      `?tidings=${await stage.idOf(wanted)}`,
      width,
      height,
    );
    await title.getByText(wanted).waitFor();
    expect(await visit.unexpectedShift()).toBe(0);
    // As a router or the browser's own buttons do, without a key or a click on the page.
    await page.evaluate(
      "history.pushState(null, '', location.pathname); history.pushState(null, '', '#'); history.back()",
    );
    await article.waitFor({ state: 'detached' });
    expect(await visit.unexpectedShift()).toBe(0);
    await page.goBack();
    await title.waitFor();
    await page.evaluate('scrollTo(0, 1e6)');
    await page.goForward();
    await older.waitFor();
    expect(await visit.unexpectedShift()).toBe(0);
  });

  test.each([
    [0, 0, 900],
    [400, 0, 900],
    [400, 4, 500],
  ])('when an article loads late, %d px down the page, headline %d, window %d px high', async (above, nth, height) => {
    const { visit, page, headlines, title, older } = await open(above, '', 1280, height);
    await older.waitFor();
    let release = () => {};
    await page.route('**/v1/articles/*', (route) => {
      release = () => void route.continue();
    });
    await headlines.nth(nth).click();
    await page.waitForFunction('performance.now() > (window.clicked ??= performance.now()) + 700');
    release();
    await title.waitFor();
    expect(await visit.unexpectedShift()).toBe(0);
    await page.goBack();
    await older.waitFor();
    expect(await visit.unexpectedShift()).toBe(0);
  });

  test('when a clicked article fails to load after a while', async () => {
    const { visit, page, headlines, status, older, section } = await open(300, '');
    await older.waitFor();
    let fail = () => {};
    await page.route('**/v1/articles/*', (route) => {
      fail = () => void route.abort();
    });
    await headlines.first().click();
    await page.waitForFunction('performance.now() > (window.clicked ??= performance.now()) + 700');
    expect(await section.locator('ul').getAttribute('aria-busy')).toBe('true');
    fail();
    await status.getByText('That could not be loaded.').waitFor();
    expect(await section.locator('ul').getAttribute('aria-busy')).toBe('false');
    expect(await visit.unexpectedShift()).toBe(0);
  });

  test.each([0, 400])('if the article of the address does not exist, %d px down the page', async (above) => {
    const { visit, status, headlines } = await open(above, `?tidings=${UNKNOWN}`, 320, 568);
    await status.getByText('That could not be loaded.').waitFor();
    expect(await headlines.count()).toBe(5);
    expect(await visit.unexpectedShift()).toBe(0);
    const bottom = await status.evaluate((output) => output.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThan(569);
  });
});

describe('an article by its address', () => {
  test('is at the top of the window if the page can scroll that far', async () => {
    const { page, title, article, more, places } = await open(400, `?tidings=${await stage.idOf(LAMPS)}`);
    await title.waitFor();
    const isWhole =
      'Math.round(document.querySelector("div.tidings").shadowRoot.querySelector("article").getBoundingClientRect().top) === 80';
    await page.waitForFunction(isWhole);
    expect(await article.evaluate((host) => host.scrollHeight - host.clientHeight)).toBe(0);
    expect(await more.count()).toBe(0);
    expect((await places()).height).toBeGreaterThan(1500);
  });

  test('scrolls within the height of the list if it cannot, until a button shows it whole', async () => {
    const { visit, page, title, article, more, places, section } = await open(0, `?tidings=${await stage.idOf(LAMPS)}`);
    await title.waitFor();
    const { height } = await places();
    expect(height).toBe(710);
    expect(await article.evaluate((host) => [host.tabIndex, host.ariaLabel])).toEqual([0, LAMPS]);
    expect(await findViolations(page, { practices: false })).toEqual([]);
    await page.keyboard.press('PageDown');
    await page.waitForFunction(HAS_SCROLLED);
    expect((await places()).scrolled).toBe(0);
    const marker = article.getByText('A slow repair');
    const before = await marker.evaluate((heading) => heading.getBoundingClientRect().top);
    expect(await more.textContent()).toBe('Read on');
    await more.press('Enter');
    await more.waitFor({ state: 'detached' });
    expect(await marker.evaluate((heading) => Math.round(heading.getBoundingClientRect().top))).toBe(
      Math.round(before),
    );
    expect((await places()).height).toBeGreaterThan(1500);
    expect(await title.evaluate((heading) => heading.matches(':focus'))).toBe(true);
    expect(await visit.unexpectedShift()).toBe(0);
    await page.keyboard.press('Escape');
    await section.locator('nav').waitFor();
    expect((await places()).height).toBe(height);
  });

  test('is printed whole', async () => {
    const { page, article, more } = await open(0, `?tidings=${await stage.idOf(LAMPS)}`);
    await more.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await article.evaluate((host) => host.scrollHeight - host.clientHeight)).toBe(0);
  });

  test('that is short has no button', async () => {
    const { title, more, article } = await open(0, `?tidings=${await stage.idOf(SHORT)}`);
    await title.waitFor();
    expect([await more.count(), await article.evaluate((host) => host.tabIndex)]).toEqual([0, -1]);
  });
});
