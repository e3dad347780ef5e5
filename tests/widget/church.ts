import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPartnerSite, type PartnerPage } from '../browser/partner-site.ts';

/** A church's site, with another origin than the server of headlines, and the browser of a visitor. */
export interface Church {
  readonly origin: string;
  /** Opens a page with this body in a new browser profile. The page may still be loading. */
  visit(body: string, options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

type PageOptions = Omit<PartnerPage, 'body'>;

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

/** Fixes the dates only. The clock of Playwright also replaces animation frames by timers, which do not wait until a busy machine has drawn. */
const fixDate = (now: number) => `
  Date.now = () => ${now};
  Date = new Proxy(Date, {
    construct: (date, given, target) => Reflect.construct(date, given.length ? given : [${now}], target),
  });`;

/** After two frames the current layout is painted and the observer knows its shifts. */
const SUM_OF_SHIFTS = (counts: string) => `new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    resolve(window.shifts.filter((shift) => ${counts}).reduce((sum, { value }) => sum + value, 0));
  })));
})`;

/** Opens the site. */
export async function openChurch(browser: Browser): Promise<Church> {
  const site = await openPartnerSite();
  return {
    origin: site.origin,
    async visit(body, { head = '', headers = {}, now, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      if (now !== undefined) await page.addInitScript(fixDate(now));
      await page.addInitScript(RECORD_SHIFTS);
      const visit: Visit = {
        page,
        complaints,
        requests,
        async go(body, options = {}) {
          const url = site.add({ body, ...options });
          complaints.length = 0;
          requests.length = 0;
          await page.goto(url, { waitUntil: 'commit' });
        },
        layoutShift: () => page.evaluate(SUM_OF_SHIFTS('true')),
        unexpectedShift: () => page.evaluate(SUM_OF_SHIFTS('!shift.hadRecentInput')),
        close: () => context.close(),
      };
      await visit.go(body, { head, headers });
      return visit;
    },
    close: () => site.close(),
  };
}
