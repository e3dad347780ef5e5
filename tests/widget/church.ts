import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A church's site, on another origin than the headlines, and the browser of somebody who visits it. */
export interface Church {
  readonly origin: string;
  /** Opens a page with this body in a fresh browser profile. The page's scripts may still be under way. */
  visit(body: string, options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

interface PageOptions {
  /** What the page's head holds besides its title. */
  readonly head?: string;
  /** Headers of the page's answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface VisitOptions extends PageOptions, BrowserContextOptions {
  /** The clock of the visitor. */
  readonly now?: number;
}

export interface Visit {
  readonly page: Page;
  /** What the console, the page's policy or an uncaught error complained of. */
  readonly complaints: string[];
  /** Every address that the browser asked for. */
  readonly requests: string[];
  /** Goes on to a page with this body in the same window, which costs a third of a fresh one; complaints and requests begin anew. */
  go(body: string, options?: PageOptions): Promise<void>;
  /** The sum of all layout shifts so far, of frames that were really shown. */
  layoutShift(): Promise<number>;
  /** The sum of those that no action of the visitor explains. */
  unexpectedShift(): Promise<number>;
  close(): Promise<void>;
}

const RECORD_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    window.shifts.push(...list.getEntries());
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Two frames: what was laid out before is painted, and the observer has heard of it. */
const SUM_OF_SHIFTS = (counts: string) => `new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    resolve(window.shifts.filter((shift) => ${counts}).reduce((sum, { value }) => sum + value, 0));
  })));
})`;

/** Opens the site on `127.0.0.1`, a host other than the headlines' `localhost`. */
export async function openChurch(browser: Browser): Promise<Church> {
  const pages = new Map<string, { html: string; headers: Readonly<Record<string, string>> }>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url?.split('?')[0] ?? '');
    response.writeHead(page ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    async visit(body, { head = '', headers = {}, now, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      if (now !== undefined) await page.clock.setFixedTime(now);
      await page.addInitScript(RECORD_SHIFTS);
      const visit: Visit = {
        page,
        complaints,
        requests,
        async go(body, { head = '', headers = {} } = {}) {
          const path = `/${pages.size + 1}`;
          const icon = '<link rel="icon" href="data:,">';
          const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Church</title>${icon}${head}</head><body>${body}</body></html>`;
          pages.set(path, { html, headers });
          complaints.length = 0;
          requests.length = 0;
          await page.goto(origin + path, { waitUntil: 'commit' });
        },
        layoutShift: () => page.evaluate(SUM_OF_SHIFTS('true')),
        unexpectedShift: () => page.evaluate(SUM_OF_SHIFTS('!shift.hadRecentInput')),
        close: () => context.close(),
      };
      await visit.go(body, { head, headers });
      return visit;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
