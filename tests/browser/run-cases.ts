import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { iframeSnippet } from '../../src/pages/iframe-snippet.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { draftOf, feedOf, SITE, T0 } from '../http/newsroom.ts';
import { type ArchiveServer, openArchiveServer } from '../widget/archive-stage.ts';
import { buildBrowsersGuide, readBrowsersGuide, writeBrowsersGuide } from './browsers-guide.ts';
import type { Case, CaseStage } from './case.ts';
import { CASES } from './cases/cases.ts';
import { LATIN_FIRST } from './cases/directions.ts';
import type { BrowserName, TestBrowser } from './drivers/test-browser.ts';
import { openPartnerSite, type PartnerSite } from './partner-site.ts';
import { type TestPage, toTestPage } from './test-page.ts';

const SCRIPT = /<script.*/s;

/** Defines a test for each case, in one launch of this browser. */
export function runCases(name: BrowserName, openBrowser: () => Promise<TestBrowser>): void {
  let browser: TestBrowser | undefined;
  let server: ArchiveServer;
  let site: PartnerSite;
  let stage: CaseStage;
  let page: TestPage;

  beforeAll(async () => {
    browser = await openBrowser();
    [server, site] = await Promise.all([openArchiveServer(), openPartnerSite()]);
    await server.newsroom.setTime(Date.now());
    await server.newsroom.publish(draftOf(LATIN_FIRST, { language: 'he', publishedAt: T0 - 86_400_000 }));
    stage = buildStage(server, site);
    page = toTestPage(browser);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.close(), site?.close()]);
  });
  afterEach(() => server.reset());

  test('docs/browsers.md names the version', () => {
    if (!browser) throw new Error('The browser did not start.');
    const version = /^\d+(\.\d+)?/.exec(browser.version)?.[0] ?? '';
    const expected = buildBrowsersGuide({ name, version });
    if (process.env.UPDATE_GOLDEN === '1') writeBrowsersGuide(expected);
    else expect(readBrowsersGuide()).toBe(expected);
  });

  describe.each(Object.entries(CASES))(`${name}: %s`, (_, cases) => {
    const applicable = cases.filter(({ except }) => except?.[name] === undefined);
    test.each(applicable)('$name', async ({ page: build, check }: Case) => {
      const built = await build(stage);
      await browser?.openTab(1280, 900);
      if (typeof built === 'string' && built.startsWith('http')) await page.open(built);
      else await page.open(site.add(typeof built === 'string' ? { body: built } : built));
      await check(page, stage);
    });
  });
}

function buildStage(server: ArchiveServer, site: PartnerSite): CaseStage {
  const select = (options: Readonly<Record<string, string | number>> = {}, feed = 'top') => ({
    site: { ...SITE, publicUrl: server.origin },
    definition: feedOf(feed),
    options: parseOptions((option) => String(options[option] ?? '')),
  });
  return {
    origin: server.origin,
    intercept: (prefix, handler) => server.intercept(prefix, handler),
    idOf: (title) => server.idOf(title),
    add: (page) => site.add(page),
    snippet: (options, feed) => snippet(select(options, feed)),
    div: (options, feed) => snippet(select(options, feed)).replace(SCRIPT, ''),
    script: (feed) => SCRIPT.exec(snippet(select({}, feed)))?.[0] ?? '',
    iframe: (options, feed) => iframeSnippet(select(options, feed)),
  };
}
