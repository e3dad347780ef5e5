import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A church's site, with another origin than the server of headlines, and the browser of a visitor. */
export interface Church {
  readonly origin: string;
  /** Opens a page with this body in a new browser profile. The page may still be loading. */
  visit(body: string, options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

interface PageOptions {
  /** Markup of the page's head, after its title. */
  readonly head?: string;
  /** Headers of the page's response. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface VisitOptions extends PageOptions, BrowserContextOptions {
  /** The visitor's time, in milliseconds. */
  readonly now?: number;
}

export interface Visit {
  readonly page: Page;
  /** Messages of the console, violations of the page's policy, and uncaught errors. */
  readonly complaints: string[];
  /** The addresses of all requests. */
  readonly requests: string[];
  /** Opens a page with this body in the same window, in a third of the time of a new one. Clears complaints and requests. */
  go(body: string, options?: PageOptions): Promise<void>;
  /** The sum of all layout shifts so far, in painted frames. */
  layoutShift(): Promise<number>;
  /** The sum of the layout shifts that do not follow an action of the visitor. */
  unexpectedShift(): Promise<number>;
  close(): Promise<void>;
}

const RECORD_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    window.shifts.push(...list.getEntries());
  }).observe({ type: 'layout-shift', buffered: true });`;

/** After two frames the current layout is painted and the observer knows its shifts. */
const SUM_OF_SHIFTS = (counts: string) => `new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    resolve(window.shifts.filter((shift) => ${counts}).reduce((sum, { value }) => sum + value, 0));
  })));
})`;

/** Opens the site on `127.0.0.1`. The server of headlines has another host, `localhost`. */
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
