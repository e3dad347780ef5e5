import type { Browser } from 'playwright-core';
import { parseOptions } from '../../widget/contract/options.ts';
import { reservedLinkStyle, reservedStyle } from '../../widget/contract/reserved-height.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { type Church, openChurch } from './church.ts';
import { openTidings, type Tidings } from './tidings-stand-in.ts';

/** A browser, a church's site and a server of headlines, each on an origin of its own. */
export interface Stage {
  readonly browser: Browser;
  readonly church: Church;
  readonly tidings: Tidings;
  /** The `div` of a snippet, with the height that these options need. */
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

/** Waits until the condition holds; the test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
