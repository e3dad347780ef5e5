import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { toTerm } from '../../src/model/term.ts';
import { loadWidgetVersions, type WidgetVersion, widgetVersionPath } from '../../src/publish/widget-versions.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom } from '../http/newsroom.ts';
import { builtWidgetCode } from './built-widget.ts';
import { type Church, openChurch } from './church.ts';

/**
 * Every form of snippet that was published. If a page, the builder or the guide prints another form, add a file. Never change a file: snippets on
 * churches' pages must continue to work.
 */
const FOLDER = path.join(import.meta.dirname, 'replay');
const PUBLISHED = 'https://news.example.org';

let browser: Browser;
let church: Church;
let server: Server;
let newsroom: Newsroom;
let origin: string;
let releases: readonly WidgetVersion[];

beforeAll(async () => {
  browser = await launchBrowser();
  church = await openChurch(browser);
  releases = await loadWidgetVersions();
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const drafts = Array.from({ length: 12 }, (_, nth) => draftOf(`Story ${nth}`, { categories: [toTerm('Parish')] }));
  newsroom = await openNewsroom([feedOf('top', { title: 'Example News' }), feedOf('world')], drafts, {
    publicUrl: origin,
    widgetCode: builtWidgetCode,
    widgetVersions: releases,
  });
  server.on('request', newsroom.app);
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await Promise.all([church.close(), newsroom.close(), new Promise((resolve) => server.close(resolve))]);
});

async function expectHeadlines(snippet: string): Promise<void> {
  const visit = await church.visit(snippet.replaceAll(PUBLISHED, origin), { now: newsroom.clock() });
  const counts = await visit.page.waitForFunction(`{
    const found = [...document.querySelectorAll('.tidings')].map((div) => div.shadowRoot?.querySelectorAll('li a').length ?? 0);
    found.every((count) => count > 0) && found }`);
  const wanted = await visit.page.evaluate<number[]>(
    `[...document.querySelectorAll('.tidings')].map((div) => Number(div.dataset.count ?? /count=(\\d+)/.exec(div.querySelector('a').search)?.[1] ?? 5))`,
  );
  expect(await counts.jsonValue()).toEqual(wanted);
  expect(visit.complaints).toEqual([]);
  await visit.close();
}

describe('a published snippet still shows its headlines:', () => {
  test.each(readdirSync(FOLDER).sort())('%s', async (name) => {
    await expectHeadlines(readFileSync(path.join(FOLDER, name), 'utf8'));
  });
});

test('every released version, pinned with its hash, still shows headlines', async () => {
  expect(releases.length).toBeGreaterThan(0);
  for (const { version, integrity } of releases) {
    await expectHeadlines(
      `<div class="tidings" data-count="3"><a href="${PUBLISHED}/feeds/top">News</a></div>
       <script async src="${PUBLISHED}${widgetVersionPath(version)}" integrity="${integrity}" crossorigin="anonymous"></script>`,
    );
  }
});
