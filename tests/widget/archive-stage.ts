import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { toTerm } from '../../src/model/term.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { reservedHeightEm } from '../../widget/contract/reserved-height.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from '../http/newsroom.ts';
import { builtFrameCode, builtSecondScript, builtWidgetCode } from './built-widget.ts';
import { type Church, openChurch, type Visit, type VisitOptions } from './church.ts';

const MINUTE = 60_000;
const IMAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 800"><rect width="1280" height="800" fill="#8aa7b8"/><circle cx="930" cy="260" r="110" fill="#f3e3b3"/><path d="M0 800V570l380-230 320 260 240-160 340 290v70z" fill="#48606e"/></svg>';

const LONG_TOPIC = 'Congregations abroad and what they tell of the public square';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The complete server with a few hundred articles, on the host `localhost`. */
export interface ArchiveServer {
  readonly newsroom: Newsroom;
  readonly origin: string;
  /** Answers paths with this prefix in place of the server, until `reset`. */
  intercept(prefix: string, handler: Handler): void;
  reset(): void;
  snippet(options?: Readonly<Record<string, string | number>>, feed?: string): string;
  /** The id of the article of this title. */
  idOf(title: string): Promise<string>;
  close(): Promise<void>;
}

/** A church's site, and the server. The two have different origins. */
export interface ArchiveStage extends ArchiveServer {
  readonly browser: Browser;
  readonly church: Church;
}

/** The stage of a test file. */
type SharedStage = Omit<ArchiveStage, 'browser' | 'close'> & Pick<Church, 'visit'>;

/** Opens a stage for all tests of a file. After each test its pages are closed and the server answers as before. */
export function useArchiveStage(): SharedStage {
  let stage: ArchiveStage;
  let visits: Visit[] = [];
  beforeAll(async () => {
    stage = await openArchiveStage();
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    await Promise.all(visits.map((visit) => visit.close()));
    visits = [];
    stage.reset();
  });
  return {
    async visit(body: string, options?: VisitOptions) {
      // The clock of the newsroom, or its scripts would be old.
      const visit = await stage.church.visit(body, { now: T0, ...options });
      visits.push(visit);
      return visit;
    },
    get church() {
      return stage.church;
    },
    get newsroom() {
      return stage.newsroom;
    },
    get origin() {
      return stage.origin;
    },
    reset: () => stage.reset(),
    intercept: (prefix, handler) => stage.intercept(prefix, handler),
    snippet: (options, feed) => stage.snippet(options, feed),
    idOf: (title) => stage.idOf(title),
  };
}

export async function openArchiveStage(): Promise<ArchiveStage> {
  const [browser, server] = await Promise.all([launchBrowser(), openArchiveServer()]);
  const church = await openChurch(browser);
  return {
    ...server,
    browser,
    church,
    async close() {
      await browser.close();
      await Promise.all([church.close(), server.close()]);
    },
  };
}

export async function openArchiveServer(): Promise<ArchiveServer> {
  let handle: Handler = (_request, response) => response.end();
  let intercepted: readonly (readonly [string, Handler])[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const other = intercepted.find(([prefix]) => url.startsWith(prefix))?.[1];
    if (other) return other(request, response);
    if (!url.startsWith('/media/')) return handle(request, response);
    response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    response.end(IMAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const newsroom = await openFullNewsroom(origin);
  handle = newsroom.app;

  return {
    newsroom,
    origin,
    intercept(prefix, handler) {
      intercepted = [...intercepted, [prefix, handler]];
    },
    reset() {
      intercepted = [];
    },
    snippet(options = {}, feed = 'top') {
      const all = { layout: 'archive', ...options };
      const height = reservedHeightEm(parseOptions((name) => String((all as Record<string, unknown>)[name] ?? '')));
      const data = Object.entries(all).map(([name, value]) => ` data-${name}="${value}"`);
      return `<div class="tidings"${data.join('')} style="min-height:${height}em">
        <a href="${origin}/feeds/${feed}">Latest news</a></div><script async src="${origin}/v1/${feed}.js"></script>`;
    },
    async idOf(title) {
      const articles = await newsroom.store.listVisible({
        select: EMPTY_SELECTION,
        exclude: EMPTY_SELECTION,
        limit: 1000,
      });
      const found = articles.find((article) => article.title === title);
      if (!found) throw new Error(`no article ${title}`);
      return found.id;
    },
    async close() {
      server.closeAllConnections();
      await Promise.all([newsroom.close(), new Promise((resolve) => server.close(resolve))]);
    },
  };
}

/** The parts of the page's archive, or of the `nth` one. */
export const part = (page: Page, nth = 0) => {
  const section = page.locator('div.tidings section').nth(nth);
  return {
    section,
    headlines: section.locator('li a'),
    search: section.getByRole('searchbox'),
    topic: section.getByRole('combobox'),
    older: section.locator('nav button').nth(1),
    newer: section.locator('nav button').nth(0),
    status: section.locator('output'),
    article: section.locator('article'),
    title: section.locator('article [tabindex]'),
    back: section.locator('article .back').first(),
    more: section.locator('article + button'),
  };
};

async function openFullNewsroom(origin: string): Promise<Newsroom> {
  const lamps = draftOf('Lamps are lit again along the old harbour wall', {
    publishedAt: T0 - MINUTE,
    canonicalUrl: 'https://paper.example/lamps',
    byline: [{ name: 'Miriam Okafor', role: 'Correspondent' }, { name: 'Tomás Reyes' }],
    dateline: 'PORT ELIM',
    categories: [toTerm('World'), toTerm('Culture')],
    image: {
      url: 'tidings-media:quay.jpg',
      alt: 'A stone wall by the sea with lamps on it',
      width: 1280,
      height: 800,
      caption: 'The first evening with light.',
      credit: 'Ada Brook',
      thumbnail: { url: 'tidings-media:quay-small.jpg', width: 320, height: 200, type: 'image/jpeg' },
    },
    audio: { url: 'tidings-media:lamps.mp3', type: 'audio/mpeg', duration: 61 },
    correction: { text: 'An earlier version gave the wrong number of lamps.' },
    licence: 'CC-BY-SA-4.0',
    contentHtml:
      '<p>For the first time in forty years the wall is lit. “We had only our <a href="https://paper.example/torches">torches</a>,” said the keeper.</p>' +
      '<h2>A slow repair</h2><p>The work took three winters. It is not done yet.</p><ul><li>Forty lamps</li><li>One keeper</li></ul>' +
      '<blockquote><p>Thy word is a lamp unto my feet.</p></blockquote><table><tr><th>Year</th><th>Lamps</th></tr><tr><td>2024</td><td>12</td></tr></table>' +
      `${'<p>People stood along the quay until late, and somebody began to sing. Nobody went home before the last boat had come in.</p>'.repeat(8)}`,
  });
  const hebrew = draftOf('נרות נדלקו שוב לאורך חומת הנמל הישנה', {
    publishedAt: T0 - 2 * MINUTE,
    language: 'he',
    categories: [toTerm('תרבות')],
    byline: [{ name: 'מרים כהן' }],
    contentHtml: `<p>${'אנשים עמדו לאורך הרציף עד מאוחר, ומישהו התחיל לשיר. '.repeat(6)}</p><h2>תיקון איטי</h2><p>העבודה ארכה שלושה חורפים.</p>`,
    image: {
      url: 'tidings-media:quay.jpg',
      alt: 'חומת אבן',
      width: 1280,
      height: 800,
      caption: 'הערב הראשון.',
      thumbnail: { url: 'tidings-media:quay-small.jpg', width: 320, height: 200, type: 'image/jpeg' },
    },
  });
  const more = Array.from({ length: 230 }, (_, nth) =>
    draftOf(`Story ${nth} of the parish, told at some length so that it wraps`, {
      publishedAt: T0 - (nth + 3) * MINUTE,
      categories: [toTerm(nth % 3 ? 'Parish' : 'World'), ...(nth === 1 ? [toTerm(LONG_TOPIC)] : [])],
      ...(nth % 2 ? {} : { image: { ...(lamps.image as NonNullable<typeof lamps.image>) } }),
    }),
  );
  const others = ['Canción de José en la plaza', 'Первый снег на пристани'].map((title, nth) =>
    draftOf(title, { publishedAt: T0 - 5 * 86_400_000, language: nth ? 'ru' : 'es' }),
  );
  return openNewsroom(
    [
      feedOf('top', { title: 'Example News' }),
      feedOf('hebrew', { title: 'חדשות הנמל', language: 'he', select: { ...EMPTY_SELECTION, languages: ['he'] } }),
      feedOf('world', { select: { ...EMPTY_SELECTION, categories: ['world'] } }),
    ],
    [lamps, hebrew, ...more, ...others],
    { publicUrl: origin, widgetCode: builtWidgetCode, secondScript: builtSecondScript, frameCode: builtFrameCode },
  );
}
