import { describe, expect, test } from '@jest/globals';
import type { Route } from 'playwright-core';
import { part, useArchiveStage } from './archive-stage.ts';
import type { VisitOptions } from './church.ts';
import { until } from './stage.ts';

const LAMPS = 'Lamps are lit again along the old harbour wall';
const BELOW = `<p id="below">Below the archive.</p>${'<p>And further below.</p>'.repeat(60)}`;

const stage = useArchiveStage();

async function open(body = stage.snippet() + BELOW, options: VisitOptions = {}) {
  const visit = await stage.visit(body, options);
  const parts = part(visit.page);
  await parts.older.waitFor();
  return { visit, page: visit.page, ...parts };
}

describe('a page that navigates without reload', () => {
  test('may remove the archive and add it again while an article is open', async () => {
    const { page, visit, headlines, title } = await open();
    await headlines.first().click();
    await title.waitFor();
    const shown = await title.textContent();
    await page.evaluate(`history.pushState({ router: 1 }, '', '/elsewhere');
      document.title = 'Elsewhere';
      window.kept = document.body.innerHTML;
      document.body.textContent = 'Another page.'`);
    await page.evaluate("history.pushState({ router: 2 }, '', '/further')");
    await page.goBack();
    expect(await page.title()).toBe('Elsewhere');
    await page.goBack();
    await page.evaluate('document.body.innerHTML = window.kept');
    await title.waitFor();
    expect([await title.textContent(), await page.title()]).toEqual([shown, shown]);
    expect(visit.complaints).toEqual([]);
  });

  test('keeps its router’s history state', async () => {
    const { page, headlines, title } = await open();
    await page.evaluate("history.replaceState({ router: 7 }, '')");
    await headlines.first().click();
    await title.waitFor();
    expect(await page.evaluate('history.state')).toEqual({ router: 7 });
  });

  test('gets its own title back, unless it has changed it', async () => {
    const { page, headlines, title, back, older } = await open();
    await headlines.first().click();
    await title.waitFor();
    await page.evaluate("history.pushState(null, '', '?tab=2'); document.title = 'Second tab'");
    const steps = await page.evaluate('history.length');
    await back.click();
    await older.waitFor();
    expect(await page.evaluate('history.length')).toBe(steps);
    expect([await page.title(), new URL(page.url()).search]).toEqual(['Second tab', '?tab=2']);
  });
});

/** Shows another page and then this one again, as Turbo, barba, swup and htmx do: with new elements. */
const SOFT_NAVIGATION = `<script>
  const show = (html, title) => { document.querySelector('main').innerHTML = html; document.title = title; };
  addEventListener('load', () => {
    const [list, title] = [document.querySelector('main').innerHTML, document.title];
    window.leave = () => { history.pushState({ router: 1 }, '', '/elsewhere'); window.left = document.title; show('Another page.', 'Elsewhere'); };
    window.enter = () => { history.pushState({ router: 2 }, '', '/1'); show(list, title); };
    addEventListener('popstate', () => { if (location.pathname !== '/elsewhere') show(list, window.left); });
  });
</script>`;

describe('the browser’s back button on a page that navigates without reload', () => {
  async function openRouted() {
    const opened = await open(`${SOFT_NAVIGATION}<main>${stage.snippet()}</main>`);
    await opened.page.waitForLoadState();
    return opened;
  }

  test('leads to the page of headlines where the visitor was, a link to the first one', async () => {
    const { page, older, headlines, status } = await openRouted();
    await older.click();
    await status.getByText('6–10').waitFor();
    const shown = await headlines.allTextContents();
    await page.evaluate('leave()');
    await page.goBack();
    await status.getByText('6–10').waitFor();
    expect(await headlines.allTextContents()).toEqual(shown);
    await older.click();
    await status.getByText('11–15').waitFor();
    await page.evaluate('leave()');
    await page.mouse.click(1, 1);
    await page.evaluate('enter()');
    await headlines.getByText(LAMPS).waitFor();
  });

  test('leads to the search, with its words', async () => {
    const { page, headlines, search, topic } = await openRouted();
    await topic.selectOption('world');
    await search.fill('lamps');
    await headlines.nth(1).waitFor({ state: 'detached' });
    await page.evaluate('leave()');
    await page.goBack();
    await search.waitFor();
    expect([await search.inputValue(), await topic.inputValue()]).toEqual(['lamps', 'world']);
    expect(await headlines.allTextContents()).toEqual([LAMPS]);
  });

  test('leads to the article, and from there to the page of headlines with the title of the page', async () => {
    const { page, older, headlines, status, title } = await openRouted();
    await older.click();
    await status.getByText('6–10').waitFor();
    await headlines.nth(1).click();
    await title.waitFor();
    const heading = await title.textContent();
    await page.evaluate('leave()');
    await page.goBack();
    await title.waitFor();
    expect([await title.textContent(), await page.title()]).toEqual([heading, heading]);
    await page.goBack();
    await status.getByText('6–10').waitFor();
    expect(await page.title()).toBe('Church');
  });
});

/** What page builders and routers do with a div that they keep, while its archive loads. */
const MOVES = {
  'to another parent': 'target.append(div)',
  'away and back': 'div.remove(); window.back = () => target.append(div)',
  'into a template and back': 'template.content.append(div); target.append(template.content)',
  'to another document and back': 'other.body.append(div); target.append(div)',
  'to another document for a while': 'other.body.append(div); window.back = () => target.append(div)',
};

test.each(Object.entries(MOVES))('an archive that is moved %s while it loads works', async (_, move) => {
  const id = await stage.idOf(LAMPS);
  // Waits for the first archive, or its request would be the one that is held.
  const { visit, page, headlines, title, back, older } = await open(
    `<article id="target"></article>${stage.snippet()}`,
  );
  const address = page.url();
  let held: Route | undefined;
  // Holds the first request. The archive may be drawn again, and then asks again.
  await page.route('**/v1/top.json*', (route) => {
    if (held) return route.continue();
    held = route;
  });
  for (const search of ['', `?tidings=${id}`]) {
    held = undefined;
    await page.goto(address + search, { waitUntil: 'commit' });
    await until(() => held !== undefined);
    await page.evaluate(`{
      const div = document.querySelector('div.tidings');
      const target = document.querySelector('#target');
      const template = document.createElement('template');
      const other = document.implementation.createHTMLDocument();
      ${move};
    }`);
    const route = held as unknown as Route;
    await route.continue();
    await (await route.request().response())?.finished();
    await page.evaluate('new Promise((resolve) => setTimeout(resolve)).then(() => window.back?.())');
    // In another document it loses its styles and is drawn again: until then a headline is a link that leaves the page.
    await page.waitForFunction(`document.querySelector('div.tidings').shadowRoot?.adoptedStyleSheets.length === 2`);
    if (search === '') await headlines.first().click();
    await title.getByText(LAMPS).waitFor();
    await back.click();
    await older.waitFor();
  }
  expect(visit.complaints).toEqual([]);
});

describe('closing an article', () => {
  test('leads to the list, even after the visitor followed a link within the page', async () => {
    const { page, headlines, title, back, older } = await open(`<a href="#below">Below</a>${stage.snippet()}${BELOW}`);
    await headlines.first().click();
    await title.waitFor();
    await page.getByText('Below', { exact: true }).click();
    expect(page.url()).toMatch(/tidings=.*#below$/);
    await back.click();
    await older.waitFor();
    expect(page.url()).toMatch(/\d#below$/);
    await page.goBack();
    await title.waitFor();
  });

  test('leads back to its headline on the same page of headlines', async () => {
    const { page, headlines, title, older, status } = await open(`<div style="height:500px"></div>${stage.snippet()}`);
    await older.click();
    await status.getByText('6–10').waitFor();
    await headlines.nth(4).click();
    await title.waitFor();
    await page.goBack();
    await older.waitFor();
    expect(await status.textContent()).toBe('6–10');
    expect(await headlines.nth(4).evaluate((link) => link.matches(':focus'))).toBe(true);
  });

  test('scrolls to the headline if a part of the page scrolls', async () => {
    const { headlines, title, older, back } = await open(
      `<div id="part" style="height:100vh;overflow:auto"><div style="height:700px"></div>${stage.snippet()}${BELOW}</div>`,
    );
    await headlines.nth(3).click();
    await title.waitFor();
    await back.evaluate((link) => {
      const scrolled = link.ownerDocument.getElementById('part');
      if (scrolled) scrolled.scrollTop = 1600;
      link.click();
    });
    await older.waitFor();
    const { top, bottom } = await headlines.nth(3).evaluate((link) => link.getBoundingClientRect());
    expect([top >= -1, bottom <= 901]).toEqual([true, true]);
  });
});

test('the last clicked headline opens, even if an earlier one loads later', async () => {
  const { page, headlines, title } = await open();
  const id = await stage.idOf(LAMPS);
  let release = () => {};
  await page.route(`**/v1/articles/${id}.json`, (route) => {
    release = () => void route.continue();
  });
  await headlines.first().click();
  await headlines.nth(3).click();
  await title.getByText('Story 1').waitFor();
  const late = page.waitForResponse(`**/v1/articles/${id}.json`);
  release();
  await (await late).finished();
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
  expect(await title.textContent()).toContain('Story 1');
  expect(page.url()).not.toContain(id);
});

test('an article that loads after the visitor went elsewhere does not open', async () => {
  const { page, headlines, article, status } = await open();
  await page.evaluate("history.pushState(null, '', '?tab=2')");
  let release = () => {};
  await page.route('**/v1/articles/*', (route) => {
    release = () => void route.continue();
  });
  await headlines.first().click();
  await status.getByText('Loading…').waitFor();
  await page.goBack();
  release();
  await status.getByText('Loading…').waitFor({ state: 'detached' });
  expect([await article.count(), new URL(page.url()).search]).toEqual([0, '']);
});

test('articles open on a page that cannot change its address, as in a site builder’s iframe', async () => {
  const source = JSON.stringify(stage.snippet()).replaceAll('</', '<\\/');
  const visit = await stage.visit(
    `<iframe width="600" height="900"></iframe><script>document.querySelector('iframe').srcdoc = ${source}</script>`,
  );
  const frame = visit.page.frameLocator('iframe');
  const title = frame.locator('article [tabindex]');
  const pager = frame.locator('nav');
  await pager.waitFor();
  await frame.locator('li a').first().click();
  await title.waitFor();
  await frame.locator('article .back').first().click();
  await pager.waitFor();
  await frame.locator('li a').first().click();
  await title.press('Escape');
  await pager.waitFor();
  expect(visit.complaints).toEqual([]);
});
