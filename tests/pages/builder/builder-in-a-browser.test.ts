import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuilderVisit, openBuilderStage } from './builder-stage.ts';

let stage: Awaited<ReturnType<typeof openBuilderStage>>;
let visit: BuilderVisit;

beforeAll(async () => {
  stage = await openBuilderStage();
});
afterAll(() => stage.close());

beforeEach(async () => {
  visit = await stage.visit();
});
afterEach(() => visit.close());

const RECORD_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) window.shifts.push([value, ...sources.map(({ node }) => node?.nodeName)]);
  }).observe({ type: 'layout-shift', buffered: true });`;

describe('with JavaScript', () => {
  test('each change appears in the address, the code and the preview, and again after a reload', async () => {
    await visit.open('/embed');
    await visit.page.getByLabel('Squarespace').check();
    await visit.page.getByLabel('Feed', { exact: true }).selectOption('category/israel');
    await visit.page.getByLabel('Compact').check();
    await visit.page.getByLabel('Number of headlines').fill('3');
    await visit.page.getByLabel('Dark', { exact: true }).check();
    const chosen = '/embed?platform=squarespace&feed=category/israel&layout=compact&count=3&page=dark';
    await visit.arrived(chosen);
    const before = await visit.code();
    expect(before).toContain('<div class="tidings" data-feed="category/israel" data-count="3" data-layout="compact"');
    expect(before).toContain(`${stage.origin}/v1/category/israel.js?count=3`);
    await visit.shown().locator('html.dark .tidings li').nth(2).waitFor();
    expect(await visit.shown().locator('.tidings li').count()).toBe(3);
    expect(await visit.page.locator('#result').textContent()).toContain('Add Block');

    await visit.page.reload();
    expect(visit.address()).toBe(chosen);
    expect(await visit.code()).toBe(before);
    expect(await visit.page.getByLabel('Compact').isChecked()).toBe(true);
    expect(visit.complaints).toEqual([]);
  });

  test('changes add no entries to the browser’s history', async () => {
    await visit.page.goto(`${stage.origin}/feeds`);
    await visit.open('/embed');
    for (const name of ['Grid', 'Cards', 'List']) await visit.page.getByLabel(name, { exact: true }).check();
    await visit.page.getByLabel('Number of headlines').fill('4');
    await visit.arrived('/embed?feed=top&count=4');
    await visit.page.goBack();
    expect(visit.address()).toBe('/feeds');
  });

  test('the preview shows an iframe for a method with an iframe, with the height that it reports', async () => {
    await visit.page.goto(`${stage.origin}/embed?platform=wix&count=3`);
    await visit.shown().frameLocator('iframe').locator('li').nth(2).waitFor();
    expect(visit.complaints).toEqual([]);
  });

  test('a note says that an iframe cannot see a dark page, and offers a fix', async () => {
    await visit.page.goto(`${stage.origin}/embed?platform=wix`);
    await visit.page.getByLabel('Dark', { exact: true }).check();
    await visit.page.getByRole('button', { name: 'Use colours for a dark page' }).click();
    await visit.arrived('/embed?platform=wix&feed=top&theme=dark&page=dark');
    expect(await visit.page.locator('#theme').inputValue()).toBe('dark');
    expect(await visit.page.locator('#frame-note').textContent()).toBe('');
  });

  test('a note names an unreadable colour, and offers the nearest readable one', async () => {
    await visit.open('/embed');
    await visit.page.locator('#accent').fill('#f5c518');
    const note = visit.page.locator('#accent-note');
    await note.getByText('is hard to read on a light page').waitFor();
    await note.getByRole('button').click();
    await visit.arrived('/embed?feed=top&accent=8e720e');
    await note.getByRole('button').waitFor({ state: 'detached' });
    expect(await visit.page.locator('#accent').inputValue()).toBe('#8e720e');
    expect(await visit.page.locator('#accent-swatch').inputValue()).toBe('#8e720e');
  });

  test('a search finds a feed during typing, and a click chooses it', async () => {
    await visit.open('/embed?count=3');
    await visit.page.getByLabel('Or search for a topic').pressSequentially('harv');
    await visit.arrived('/embed?feed=top&find=harv&count=3');
    await visit.page.getByRole('status').filter({ hasText: 'We found one feed' }).waitFor();
    await visit.page.getByRole('button', { name: 'Harvest Topic, 12 stories' }).click();
    await visit.arrived('/embed?feed=tag/harvest&count=3');
    expect(await visit.code()).toContain('/v1/tag/harvest.js?count=3');
    expect(await visit.page.getByLabel('Or search for a topic').inputValue()).toBe('');
    expect(await visit.page.locator('#feed:focus option:checked').textContent()).toBe('Harvest');
    await visit.shown().getByRole('heading', { name: 'Harvest' }).waitFor();

    await visit.page.getByLabel('Or search for a topic').fill('zebra');
    await visit.page.getByText('We found no feed for “zebra”').waitFor();
  });

  test('the Enter key updates the preview and stays on the page', async () => {
    await visit.open('/embed');
    await visit.page.getByLabel('Number of headlines').fill('4');
    await visit.page.getByLabel('Number of headlines').press('Enter');
    await visit.arrived('/embed?feed=top&count=4');
    expect(await visit.page.evaluate('history.length')).toBe(2);
  });

  test('a message says that the server did not answer, until it does', async () => {
    await visit.open('/embed');
    await visit.page.route('**/embed?*', (route) => route.abort());
    await visit.page.getByLabel('Compact').check();
    await visit.page.getByRole('status').filter({ hasText: 'The server did not answer' }).waitFor();
    await visit.page.unroute('**/embed?*');
    await visit.page.getByLabel('Cards').check();
    await visit.arrived('/embed?feed=top&layout=cards');
    expect(await visit.page.locator('#message').textContent()).toBe('');
  });

  test('on a phone the preview fits the screen, and the address has a width only if it was chosen', async () => {
    await visit.page.setViewportSize({ width: 390, height: 800 });
    await visit.open('/embed');
    const room = await visit.page.evaluate("document.querySelector('.stage').clientWidth");
    expect(room).toBeLessThan(390);
    expect(await visit.previewWidth()).toBe(room);
    expect(await visit.page.locator('#width-shown').textContent()).toBe(String(room));
    expect(await visit.page.evaluate("document.querySelector('.stage').scrollWidth")).toBe(room);
    await visit.page.getByLabel('Compact').check();
    await visit.arrived('/embed?feed=top&layout=compact');
    await visit.page.locator('#width').fill('800');
    await visit.arrived('/embed?feed=top&layout=compact&width=800');
    expect(await visit.previewWidth()).toBe(800);
  });

  test('a number out of range is named beside its field', async () => {
    await visit.open('/embed');
    await visit.page.getByLabel('Number of headlines').fill('99');
    await visit.page.getByText('expected a whole number from 1 to 20, got “99”').waitFor();
    expect(await visit.code()).toContain('data-count="5"');
  });

  test('a button copies the code and says so', async () => {
    await visit.page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.origin });
    await visit.open('/embed?count=7');
    await visit.page.getByRole('button', { name: 'Copy' }).click();
    await visit.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await visit.page.evaluate('navigator.clipboard.readText()')).toBe(await visit.code());
    await visit.page.getByLabel('Number of headlines').fill('4');
    await visit.arrived('/embed?feed=top&count=4');
    expect(await visit.page.locator('#message').textContent()).toBe('');
  });

  test('the code is selected if the clipboard is not available', async () => {
    await visit.page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await visit.open('/embed');
    await visit.page.getByRole('button', { name: 'Copy' }).click();
    await visit.page.getByText('The lines are selected').waitFor();
    expect(await visit.page.evaluate('String(getSelection())')).toBe(await visit.code());
  });

  test('the width of the preview changes at once and is kept', async () => {
    await visit.open('/embed');
    await visit.page.locator('#width').fill('320');
    await visit.arrived('/embed?feed=top&width=320');
    expect(await visit.page.locator('#width-shown').textContent()).toBe('320');
    await visit.shown().locator('.tidings section').waitFor();
    expect(await visit.previewWidth()).toBe(320);
  });

  test('an old snippet is read into the form', async () => {
    await visit.open('/embed');
    await visit.page
      .getByLabel('Paste your old lines')
      .fill(`<div class="tidings" data-count="4"><a href="${stage.origin}/feeds/israel">x</a></div>`);
    await visit.page.getByRole('button', { name: 'Read these lines' }).click();
    await visit.page.getByText('Number of headlines: 4').waitFor();
    expect(await visit.page.getByLabel('Number of headlines').inputValue()).toBe('4');
    expect(await visit.code()).toContain('/v1/israel.js?count=4');
  });

  test('the preview never covers what follows it', async () => {
    await visit.page.goto(`${stage.origin}/embed?platform=wix&page=dark`);
    for (const line of ['look', 'paste', 'old']) {
      await visit.page.evaluate(`document.getElementById('${line}').scrollIntoView({ behavior: 'instant' })`);
      const [preview, result] = await Promise.all(
        ['.preview', '.result'].map((one) => visit.page.locator(one).boundingBox()),
      );
      expect(Number(preview?.y) + Number(preview?.height)).toBeLessThan(Number(result?.y));
    }
  });

  test('several terms become one feed', async () => {
    await visit.open('/embed?count=3');
    await visit.page.getByText('Several topics at once').click();
    const categories = visit.page.getByRole('group', { name: 'Categories', exact: true });
    await categories.getByLabel('Israel').check();
    await categories.getByLabel('Missions').check();
    await visit.page.getByRole('button', { name: 'Use this choice' }).click();
    await visit.page.waitForURL(/\/embed\?feed=c\/\w+&count=3#which$/);
    expect(await visit.code()).toMatch(/\/v1\/c\/\w+\.js\?count=3/);
  });

  test('there are no cookies and no storage, and no layout shifts on the page and in the preview', async () => {
    await visit.page.addInitScript(RECORD_SHIFTS);
    await visit.open('/embed');
    await visit.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await visit.page.context().cookies()).toEqual([]);
    expect(await visit.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await visit.page.evaluate('window.shifts')).toEqual([]);
    expect(await visit.page.frames()[1]?.evaluate('window.shifts')).toEqual([]);
  });
});

describe('by keyboard', () => {
  test('the focus follows the reading order', async () => {
    await visit.open('/embed');
    const reached: string[] = [];
    for (let step = 0; step < 80 && reached.at(-1) !== 'paste-field'; step += 1) {
      await visit.page.keyboard.press('Tab');
      reached.push(await visit.page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'));
    }
    const order = [
      ...[
        'platform-wordpress',
        'way-script',
        'feed',
        'Several topics at once',
        'layout-list',
        'count',
        'images',
        'accent',
      ],
      ...['More options', 'page-light', 'width', 'code', 'Copy', 'Check my page', 'paste-field'],
    ];
    expect(reached.filter((id) => order.includes(id))).toEqual(order);
  });

  test('arrow keys choose a method, and it keeps the focus', async () => {
    await visit.open('/embed');
    await visit.page.locator('#way-script').focus();
    await visit.page.keyboard.press('ArrowRight');
    await visit.arrived('/embed?way=link&feed=top');
    await visit.page.locator('#way-link:focus').waitFor();
    await visit.page.keyboard.press('ArrowRight');
    await visit.arrived('/embed?way=plugin&feed=top');
    await visit.page.getByRole('link', { name: 'Download the plugin' }).waitFor();
  });
});
