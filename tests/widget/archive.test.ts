import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { translationsFor } from '../../src/model/translations.ts';
import { buildSecondScript } from '../../src/publish/widget-code.ts';
import { FONTS } from '../browser/launch-browser.ts';
import { draftOf, T0 } from '../http/newsroom.ts';
import { openArchiveStage, part, useArchiveStage } from './archive-stage.ts';
import type { VisitOptions } from './church.ts';

const LAMPS = 'Lamps are lit again along the old harbour wall';
const BELOW = '<p id="below">Below the widget.</p>';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'he', 'ar', 'ru', 'uk', 'nl'];

const stage = useArchiveStage();

/** Visits a church's page with an archive, and waits until the archive's own script has taken over. */
async function open(body = stage.snippet() + BELOW, options: VisitOptions & { readonly search?: string } = {}) {
  const { search, ...rest } = options;
  const visit = await stage.visit(body, rest);
  if (search !== undefined) await visit.page.goto(new URL(search, visit.page.url()).href, { waitUntil: 'commit' });
  const { page } = visit;
  const parts = part(page);
  await parts.older.or(parts.article).waitFor({ state: 'attached' });
  return { visit, page, ...parts };
}

const SCROLLED = 'scrollY';
const FIRST = "document.querySelector('div.tidings').shadowRoot.querySelector('li a').textContent";
const STATUS = "document.querySelector('div.tidings').shadowRoot.querySelector('output').textContent";

describe('the list of an archive', () => {
  test('has each article once on its pages, even while new ones are published', async () => {
    const busy = await openArchiveStage();
    const visit = await busy.church.visit(busy.snippet({ count: 20 }));
    const { page } = visit;
    const { headlines, older, status } = part(page);
    await older.waitFor();
    const seen: string[] = await headlines.allTextContents();
    for (let nth = 0; await older.isEnabled(); nth += 1) {
      await busy.newsroom.publish(draftOf(`Fresh ${nth}`, { publishedAt: T0 }));
      const before = await status.textContent();
      await older.click();
      await page.waitForFunction(`${STATUS} !== ${JSON.stringify(before)} && /\\d/.test(${STATUS})`);
      seen.push(...(await headlines.allTextContents()));
    }
    const articles = seen.filter((title) => title.startsWith('Story'));
    expect(articles).toHaveLength(230);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen[0]).toBe(LAMPS);
    expect(seen.at(-1)).toMatch(/^(Canción|Первый)/);
    await busy.close();
  });

  test('returns to newer pages without a request, with the focus on the first headline', async () => {
    const { page, headlines, newer, older, visit } = await open();
    const first = await headlines.allTextContents();
    await older.click();
    await page.waitForFunction(`${FIRST} !== ${JSON.stringify(first[0])}`);
    const requests = visit.requests.filter((url) => url.includes('.json')).length;
    await newer.click();
    expect(await headlines.allTextContents()).toEqual(first);
    expect(visit.requests.filter((url) => url.includes('.json')).length).toBe(requests);
    expect(await newer.isDisabled()).toBe(true);
    expect(await headlines.first().evaluate((link) => link.matches(':focus'))).toBe(true);
  });

  test.each([
    ['harbour lamps', LAMPS],
    ['נמל', undefined],
    ['הנמל', 'נרות נדלקו שוב לאורך חומת הנמל הישנה'],
    ['cancion', 'Canción de José en la plaza'],
    ['СНЕГ', 'Первый снег на пристани'],
  ])('is searched for %s', async (words, expected) => {
    const { headlines, search, status } = await open();
    await search.fill(words);
    await search.press('Enter');
    await status.getByText(expected === undefined ? 'No articles found.' : '1–1').waitFor({ state: 'attached' });
    expect(await headlines.allTextContents()).toEqual(expected === undefined ? [] : [expected]);
    await search.fill('');
    await headlines.nth(4).waitFor();
  });

  test('shows one category of the feed', async () => {
    const { headlines, topic } = await open(stage.snippet({}, 'world'));
    expect(await topic.locator('option').allTextContents()).toEqual(['All topics', 'Culture']);
    await topic.selectOption('culture');
    await headlines.nth(1).waitFor({ state: 'detached' });
    expect(await headlines.allTextContents()).toEqual([LAMPS]);
  });

  test.each(FONTS)('is as high as the list layout, so nothing moves, in the font %s', async (font) => {
    for (const width of [280, 768, 1280]) {
      const opened = await open(stage.snippet() + BELOW, {
        head: `<style>body { font-family: '${font}' }</style>`,
        viewport: { width, height: 900 },
      });
      expect([width, await opened.visit.unexpectedShift()]).toEqual([width, 0]);
      expect(opened.visit.complaints).toEqual([]);
      await opened.visit.close();
    }
  });

  test.each(['/v1/tidings-archive', '/v1/top.json'])('is a list of links without %s', async (prefix) => {
    stage.intercept(prefix, (_request, response) => response.writeHead(503).end());
    const visit = await stage.visit(stage.snippet(), { now: T0 });
    const { headlines, older } = part(visit.page);
    await headlines.first().waitFor();
    await visit.page.waitForLoadState('networkidle');
    expect(await older.count()).toBe(0);
    expect(await headlines.first().getAttribute('href')).toBe('https://paper.example/lamps');
    expect(await visit.unexpectedShift()).toBe(0);
  });

  test('keeps its page and shows a message if the next one fails to load', async () => {
    const { headlines, older, status } = await open();
    const before = await headlines.allTextContents();
    stage.intercept('/v1/top.json', (_request, response) => response.destroy());
    await older.click();
    await status.getByText('That could not be loaded.').waitFor();
    expect(await headlines.allTextContents()).toEqual(before);
    stage.reset();
    await older.click();
    await status.getByText('6–10').waitFor();
  });

  test('shows no headlines if a search fails, and can search again', async () => {
    const { page, headlines, search, section, older, status } = await open();
    await page.route('**/v1/top.json?*q=*', (route) => route.abort());
    await search.fill('canción');
    await search.press('Enter');
    await section.locator('li').getByText('That could not be loaded.').waitFor();
    expect([await headlines.count(), await older.isDisabled()]).toEqual([0, true]);
    expect(await status.textContent()).toBe('That could not be loaded.');
    await page.unroute('**/v1/top.json?*q=*');
    await search.press('Enter');
    await headlines.getByText('Canción').waitFor();
    expect(await status.textContent()).toBe('1–1');
  });

  test('turns the pages of the headlines that it shows, not of a failed search', async () => {
    const { page, headlines, search, older, status } = await open();
    await search.fill('parish');
    await headlines.first().getByText('Story 0').waitFor();
    await page.route('**/v1/top.json?*after=*', (route) => route.abort());
    await older.click();
    await status.getByText('That could not be loaded.').waitFor();
    await page.unroute('**/v1/top.json?*after=*');
    await older.click();
    await status.getByText('6–10').waitFor();
    expect(await headlines.first().textContent()).toContain('Story 5');
  });

  test('shows the answer to the last search, even if an earlier one arrives later', async () => {
    const { page, headlines, search, status } = await open();
    let release = () => {};
    await page.route('**/v1/top.json?*q=harbour*', (route) => {
      release = () => void route.continue();
    });
    await search.fill('harbour');
    await search.press('Enter');
    await status.getByText('Loading…').waitFor();
    await search.fill('canción');
    await search.press('Enter');
    await headlines.getByText('Canción').waitFor();
    const late = page.waitForResponse('**/v1/top.json?*q=harbour*');
    release();
    await (await late).finished();
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    expect(await headlines.allTextContents()).toEqual(['Canción de José en la plaza']);
  });

  test.each(FONTS)(
    'has space for its texts in every language, and no text changes its controls, in %s',
    async (font) => {
      const { visit, page } = await open(LANGUAGES.map((lang) => stage.snippet({ lang, count: 1 })).join(''), {
        head: `<style>body { font-family: '${font}' }</style>`,
        viewport: { width: 320, height: 700 },
      });
      for (const [nth, lang] of LANGUAGES.entries()) {
        const { search, topic, status } = part(page, nth);
        await topic.waitFor();
        for (const locator of [search, topic]) {
          const [room, needed] = await locator.evaluate((field) => {
            const room = field.offsetWidth;
            const alone = field.cloneNode() as typeof field;
            // The selected topic. Others may be too long.
            if (field.children[0]) alone.append(field.children[0].cloneNode(true));
            alone.style.cssText = 'flex:none;max-width:none;field-sizing:content';
            field.after(alone);
            const needed = alone.offsetWidth;
            alone.remove();
            return [room, needed];
          });
          expect([lang, room]).toEqual([lang, Math.max(room, needed)]);
        }
        const { failed, loading } = translationsFor(lang);
        const bars = await status.evaluate(
          (output, texts) =>
            texts.map((text) => {
              output.textContent = text;
              const range = output.ownerDocument.createRange();
              range.selectNodeContents(output);
              const fits = range.getBoundingClientRect().height <= output.offsetHeight;
              const boxes = [...(output.parentElement?.children ?? [])].map((part) => part.getBoundingClientRect());
              return JSON.stringify({ fits, boxes });
            }),
          ['', failed, loading],
        );
        expect(bars[0]).toContain('"fits":true');
        expect([lang, ...bars]).toEqual([lang, ...bars.map(() => bars[0])]);
      }
      await visit.close();
    },
  );
});

describe('an article in the archive', () => {
  test('opens with all its parts, address, title and focus; back leads to its headline', async () => {
    const { page, visit, headlines, article, title } = await open(
      `<div style="height:400px"></div>${stage.snippet({ utm: 'grace' })}${BELOW}`,
      { search: '?page_id=7&q=a%20b#news' },
    );
    const address = page.url();
    await page.evaluate('scrollTo(0, 200)');
    await headlines.first().click();
    await title.waitFor();
    const id = await stage.idOf(LAMPS);
    expect(page.url()).toBe(address.replace('#news', `&tidings=${id}#news`));
    expect(await page.title()).toBe(LAMPS);
    expect(await title.evaluate((heading) => [heading.localName, heading.matches(':focus')])).toEqual(['h3', true]);
    const text = await article.evaluate((host) => host.shadowRoot?.textContent);
    for (const words of [
      'Miriam Okafor (Correspondent), Tomás Reyes',
      'Nov 20, 2026',
      'PORT ELIM – For the first time',
      'The first evening with light. (Ada Brook)',
      'Correction (',
      'An earlier version gave the wrong number of lamps.',
      'World · Culture · Example News · CC BY-SA 4.0',
    ]) {
      expect(text).toContain(words);
    }
    expect(await article.locator('h4').allTextContents()).toEqual(['A slow repair']);
    expect(await article.locator('.source a').getAttribute('href')).toBe(
      'https://paper.example/lamps?utm_source=grace',
    );
    expect(
      await article
        .locator('img')
        .first()
        .evaluate((img) => [img.getAttribute('width'), img.getAttribute('alt')]),
    ).toEqual(['1280', 'A stone wall by the sea with lamps on it']);
    expect(await article.locator('audio').getAttribute('preload')).toBe('none');

    await page.goBack();
    await headlines.first().waitFor();
    expect(page.url()).toBe(address);
    expect(await page.title()).toBe('Church');
    expect(await headlines.first().evaluate((link) => link.matches(':focus'))).toBe(true);
    expect(await page.evaluate(SCROLLED)).toBe(200);
    await page.goForward();
    await title.waitFor();
    expect(await page.title()).toBe(LAMPS);
    expect(visit.complaints).toEqual([]);
  });

  test('marks its links if they open a new tab', async () => {
    const { headlines, article, title } = await open(stage.snippet({ target: 'new' }));
    await headlines.first().click();
    await title.waitFor();
    const torches = article.getByText('torches');
    expect([await torches.getAttribute('target'), await torches.getAttribute('title')]).toEqual([
      '_blank',
      'opens in a new tab',
    ]);
    expect(await article.locator('.source a').getAttribute('aria-label')).toBe(
      'Read at the source (opens in a new tab)',
    );
  });

  test.each(['click', 'Escape'])('closes with %s', async (how) => {
    const { visit, page, headlines, title, back, article } = await open();
    await headlines.nth(2).click();
    await title.waitFor();
    if (how === 'click') await back.click();
    else await page.keyboard.press('Escape');
    await article.waitFor({ state: 'detached' });
    expect(await headlines.nth(2).evaluate((link) => link.matches(':focus'))).toBe(true);
    expect(page.url()).not.toContain('tidings=');
    expect(await visit.unexpectedShift()).toBe(0);
  });

  test('opens by its address; closing it leads to the list', async () => {
    const id = await stage.idOf(LAMPS);
    const { page, title, back, headlines } = await open(undefined, { search: `?tidings=${id.toUpperCase()}` });
    await title.waitFor();
    expect(await title.textContent()).toBe(LAMPS);
    expect(await page.title()).toBe(LAMPS);
    await back.click();
    await headlines.first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.goBack();
    await title.waitFor();
  });

  test.each(['nonsense', '../../secret', '01890000-0000-7000-8000-00000000000', ''])(
    'ignores an address with %j',
    async (id) => {
      const { visit, headlines, page } = await open(undefined, { search: `?tidings=${encodeURIComponent(id)}` });
      await page.waitForLoadState('networkidle');
      expect(await headlines.first().isVisible()).toBe(true);
      expect(visit.requests.filter((url) => url.includes('/v1/articles/'))).toEqual([]);
    },
  );

  test.each([
    ['404', (status: number) => status],
    ['500', (status: number) => status],
  ])('that cannot be loaded (%s) keeps the list and shows a message', async (status) => {
    const { page, headlines, status: said, article } = await open();
    const address = page.url();
    stage.intercept('/v1/articles/', (_request, response) =>
      response.writeHead(Number(status), { 'Access-Control-Allow-Origin': '*' }).end(),
    );
    await headlines.first().click();
    await said.getByText('That could not be loaded.').waitFor();
    expect([await article.count(), page.url(), await page.title()]).toEqual([0, address, 'Church']);
    stage.reset();
    await headlines.first().click();
    await article.waitFor();
  });

  test('that does not load in time is reported', async () => {
    const { page, headlines, status } = await open();
    stage.intercept('/v1/articles/', () => {});
    await page.clock.install();
    await headlines.first().click();
    await status.getByText('Loading…').waitFor();
    await page.clock.runFor(15_000);
    await status.getByText('That could not be loaded.').waitFor();
  });

  test('that is retracted shows only that, and why', async () => {
    await stage.newsroom.publish(draftOf('A false report', { publishedAt: T0 + 0, externalId: 'false' }));
    const id = await stage.idOf('A false report');
    await stage.newsroom.store.retract(
      id as Parameters<typeof stage.newsroom.store.retract>[0],
      'It rested on a forged letter.',
      T0,
    );
    await stage.newsroom.checkNow();
    const { title, article, page } = await open(undefined, { search: `?tidings=${id}` });
    await title.waitFor();
    expect(await title.textContent()).toBe('This article was withdrawn.');
    expect(await article.locator('p').allTextContents()).toEqual(['It rested on a forged letter.']);
    expect(await page.title()).toBe('This article was withdrawn.');
  });

  test.each(['Control', 'Shift'] as const)('with %s, its headline is a plain link', async (modifiers) => {
    const { headlines, article, page } = await open();
    await page.route('https://paper.example/**', (route) => route.fulfill({ body: 'The paper.' }));
    await page.evaluate(`document.addEventListener('click', (event) => {
      document.title = String(event.defaultPrevented);
      event.preventDefault();
    })`);
    await headlines.first().click({ modifiers: [modifiers] });
    expect([await page.title(), await article.count()]).toEqual(['false', 0]);
  });
});

describe('two archives on a page', () => {
  test('do not conflict: the first shows the article of the address, and each keeps its own', async () => {
    const id = await stage.idOf(LAMPS);
    const visit = await stage.visit(stage.snippet() + stage.snippet({}, 'hebrew'));
    const { page } = visit;
    await page.goto(`${page.url()}?tidings=${id}`, { waitUntil: 'commit' });
    await page.locator('div.tidings article [tabindex]').waitFor();
    await page.locator('div.tidings nav').waitFor();
    const nth = await part(page).article.count();
    const [reading, other] = [part(page, 1 - nth), part(page, nth)];
    await other.headlines.last().click();
    await other.title.waitFor();
    await reading.title.waitFor({ state: 'detached' });
    await page.goBack();
    await reading.title.waitFor();
    await other.title.waitFor({ state: 'detached' });
    await page.goForward();
    await other.title.waitFor();
    await page.evaluate(`document.querySelectorAll('div.tidings')[${nth}].remove()`);
    await page.goBack();
    await page.locator('div.tidings article [tabindex]').waitFor();
  });
});

test('an article opens in the archive where it was clicked', async () => {
  const visit = await stage.visit(stage.snippet() + stage.snippet({}, 'world'));
  const [first, second] = [part(visit.page), part(visit.page, 1)];
  await first.older.waitFor();
  await second.older.waitFor();
  for (const { headlines, title, back, older } of [first, second]) {
    await headlines.getByText(LAMPS).click();
    await title.waitFor();
    await back.click();
    await older.waitFor();
  }
});

test('the second script has at most 5,700 bytes, is the same every time, and parses no markup', async () => {
  const { path, code } = await buildSecondScript();
  expect(brotliCompressSync(code).length).toBeLessThanOrEqual(5700);
  expect(await buildSecondScript()).toEqual({ path, code });
  expect(code).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|cookie|localStorage|sessionStorage|indexedDB|sendBeacon/,
  );
});

test('scripts of the page do not get keys and clicks of the search and the topics, but Escape and Tab, on which dialogs depend', async () => {
  const greedy = `<script>
    window.got = [];
    for (const type of ['keydown', 'keypress', 'keyup', 'pointerdown', 'mousedown', 'click']) addEventListener(type, (event) => {
      got.push(event.key ?? type);
      if (event.target.tagName !== 'INPUT' && event.key !== 'Tab') event.preventDefault();
    });
  </script>`;
  const { page } = await open(greedy + stage.snippet());
  const search = page.getByRole('searchbox');
  await search.click();
  await page.keyboard.type('a b');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('/');
  expect(await search.inputValue()).toBe('a /b');
  await page.getByRole('combobox').click();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate('got')).toEqual([]);
  await page.keyboard.press('Escape');
  await search.press('Tab');
  expect(await page.evaluate('[...new Set(got)]')).toEqual(['Escape', 'Tab']);
});
