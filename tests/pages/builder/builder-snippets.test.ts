import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PLATFORMS } from '../../../src/model/platforms.ts';
import { type Church, openChurch } from '../../widget/church.ts';
import { type BuilderVisit, openBuilderStage } from './builder-stage.ts';

let stage: Awaited<ReturnType<typeof openBuilderStage>>;
let church: Church;
let visit: BuilderVisit;
/** What each method of each platform gives to paste, with its id; most give the same. */
const pasted = new Map<string, string>();

beforeAll(async () => {
  stage = await openBuilderStage();
  church = await openChurch(stage.browser);
  visit = await stage.visit();
  await visit.page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.origin });
  await visit.open('/embed?count=3');
});

afterAll(async () => {
  await church.close();
  await stage.close();
});

/** A theme whose rules affect everything on its page. */
const HOSTILE = `<style>
  * { letter-spacing: 3px !important; color: red !important; padding: 9px !important; box-sizing: content-box !important }
  div, iframe, section, ul, li { border: 5px dotted !important; float: left !important; width: 70% !important }
  a, h2 { display: none !important }
  html { font-size: 62.5% }</style>`;

/** Pastes the lines into a page of another origin, waits for its headlines and counts them. */
async function countHeadlines(lines: string): Promise<number> {
  const { page, complaints, close } = await church.visit(lines, { head: HOSTILE });
  const frame = lines.includes('<iframe');
  const rows = frame ? page.frameLocator('iframe').locator('li a') : page.locator('.tidings li a');
  await rows.first().waitFor();
  const count = await rows.count();
  expect(complaints).toEqual([]);
  await close();
  return count;
}

/** Embeds an address as an oEmbed consumer does: discovery, then the HTML of the response. */
async function embedByAddress(address: string): Promise<string> {
  const page = await (await fetch(address)).text();
  const link = /<link[^>]* type="application\/json\+oembed"[^>]* href="([^"]*)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(link.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
  return ((await answer.json()) as { html: string }).html;
}

describe('the lines to copy:', () => {
  test.each(PLATFORMS)('$name', async (platform) => {
    const { page, code } = visit;
    await page.locator(`#platform-${platform.id}`).check();
    for (const { id, label } of platform.methods) {
      if (platform.methods.length > 1) await page.locator(`#way-${id}`).check();
      await page.locator('#result .label', { hasText: `: ${label}` }).waitFor();
      await page.locator('[data-copy]').click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      const copied = String(await page.evaluate('navigator.clipboard.readText()'));
      expect(copied).toBe(await code());
      pasted.set(copied, id);
      expect(await page.locator('#result ol li').count()).toBeGreaterThan(0);
    }
    expect(visit.complaints).toEqual([]);
  });

  test('and they show headlines on the page into which they are pasted', async () => {
    const seen: Record<string, number> = {};
    for (const [text, method] of pasted) {
      switch (method) {
        case 'script':
        case 'pinned':
        case 'frame':
          seen[method] = await countHeadlines(text);
          break;
        case 'page':
          seen[method] = await countHeadlines(`<iframe src="${text}" width="600" height="400"></iframe>`);
          break;
        case 'link':
          seen[method] = await countHeadlines(await embedByAddress(text));
          break;
        case 'fragment':
          seen[method] = (await (await fetch(/"(.*)"/.exec(text)?.[1] ?? '')).text()).split('<li').length - 1;
          break;
        case 'feed':
          seen[method] = (await (await fetch(text)).text()).split('<item>').length - 1;
          break;
        case 'plugin':
          expect(text).toBe('[tidings feed="top" count="3"]');
      }
    }
    expect(seen).toEqual({ script: 3, pinned: 3, frame: 3, page: 3, link: 3, fragment: 3, feed: 12 });
  });
});

describe('the snippet on a page of another origin', () => {
  test.each(['count=3&accent=7d2a20', 'layout=cards&count=2&images=off', 'layout=compact&excerpt=1'])(
    'looks like the preview: %s',
    async (query) => {
      await visit.open(`/embed?${query}`);
      const frame = visit.page.frames()[1];
      const preview = await frame?.evaluate(MEASURE);
      const width = await frame?.evaluate("document.querySelector('main').clientWidth");
      const style = `width:${width}px;font:16px/1.55 'Helvetica Neue',Arial,sans-serif;color:#23272c`;
      const there = await church.visit(`<main style="${style}">${await visit.code()}</main>`);
      await there.page.locator('.tidings section').waitFor();
      expect(await there.page.evaluate(MEASURE)).toEqual(preview);
      expect(await there.layoutShift()).toBe(0);
      expect(there.complaints).toEqual([]);
      await there.close();
    },
  );
});

/** What people see of a widget: texts, positions and colours. */
const MEASURE = `(() => {
  const div = document.querySelector('.tidings');
  const whole = div.getBoundingClientRect();
  const seen = [...div.shadowRoot.querySelectorAll('section, h2, li, a')].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const place = [left - whole.left, top - whole.top, width, height].map(Math.round);
    return [element.textContent, ...place, color, fontSize, fontWeight];
  });
  return { size: [whole.width, whole.height].map(Math.round), seen };
})()`;
