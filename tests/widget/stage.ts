import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { parseOptions } from '../../widget/contract/options.ts';
import { reservedLinkStyle, reservedStyle } from '../../widget/contract/reserved-height.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { type Church, openChurch, type Visit, type VisitOptions } from './church.ts';
import { openTidings, type Tidings } from './tidings-stand-in.ts';

/** A browser, a church's site and a server of headlines. The two servers have different origins. */
export interface Stage {
  readonly browser: Browser;
  readonly church: Church;
  readonly tidings: Tidings;
  /** The `div` of a snippet, with the height that it reserves for these options. */
  div(options?: Readonly<Record<string, string | number>>, feed?: string): string;
  script(name?: string): string;
  /** The whole snippet. */
  snippet(options?: Readonly<Record<string, string | number>>, feed?: string): string;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [browser, tidings] = await Promise.all([launchBrowser(), openTidings()]);
  const church = await openChurch(browser);
  const script = (name = 'top') => `<script async src="${tidings.origin}/v1/${name}.js"></script>`;
  const div = (options: Readonly<Record<string, string | number>> = {}, feed = 'top') => {
    const parsed = parseOptions((name) => String(options[name] ?? ''));
    const data = Object.entries(options).map(([name, value]) => ` data-${name}="${value}"`);
    const linkStyle = reservedLinkStyle(parsed);
    return `<div class="tidings"${data.join('')} style="${reservedStyle(parsed)}">${linkStyle ? '' : '\n  '}<a${linkStyle && ` style="${linkStyle}"`} href="${tidings.origin}/feeds/${feed}">Latest news from Example News</a></div>`;
  };
  return {
    browser,
    church,
    tidings,
    div,
    script,
    snippet: (options, feed = 'top') => div(options, feed) + script(feed),
    async close() {
      await browser.close();
      await Promise.all([church.close(), tidings.close()]);
    },
  };
}

/** The stage of a test file, and the page of the current test. */
export interface Show extends Omit<Stage, 'close'> {
  /**
   * Shows a page with this body. It reuses the window of earlier tests, unless options ask for another window or clock. The page may
   * still be loading. It is closed after the test, and when the test shows another page.
   */
  show(body: string, options?: VisitOptions): Promise<Page>;
  /** The visit of the current page. */
  readonly visit: Visit;
}

/** Opens a stage for all tests of a file. After each test the server publishes and answers as before. */
export function useStage(): Show {
  let stage: Stage;
  let usual: Visit;
  let visit: Visit;

  beforeAll(async () => {
    stage = await openStage();
    usual = await stage.church.visit('');
    visit = usual;
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    await leave();
    stage.tidings.reset();
  });

  /** Leaves the page, which ends its requests. */
  async function leave(): Promise<void> {
    if (visit === usual) await usual.page.goto('about:blank');
    else await visit.close();
    visit = usual;
  }

  return {
    async show(body, { head = '', headers = {}, ...window } = {}) {
      if (visit !== usual) await leave();
      if (Object.keys(window).length === 0) await visit.go(body, { head, headers });
      else visit = await stage.church.visit(body, { head, headers, ...window });
      return visit.page;
    },
    get visit() {
      return visit;
    },
    get browser() {
      return stage.browser;
    },
    get church() {
      return stage.church;
    },
    get tidings() {
      return stage.tidings;
    },
    div: (...snippet) => stage.div(...snippet),
    script: (name) => stage.script(name),
    snippet: (...snippet) => stage.snippet(...snippet),
  };
}

/** Waits until the condition is true. Only the time limit of the test ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
