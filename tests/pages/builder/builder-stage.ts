import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../browser/launch-browser.ts';
import { serveBuilder } from './serve-builder.ts';

/** A browser that shows the builder. */
export interface BuilderVisit {
  readonly page: Page;
  /** Messages of the console, violations of the policy, and errors of scripts, on the page and in its iframe. */
  readonly complaints: string[];
  /** The origins of all requests. */
  readonly hosts: Set<string>;
  /** Opens the builder and waits for the headlines in its preview. */
  open(path: string): Promise<void>;
  /** The previewed page. */
  shown(): ReturnType<Page['frameLocator']>;
  /** In pixels. Read from outside, because the preview may just load again. */
  previewWidth(): Promise<number>;
  /** The lines to paste. */
  code(): Promise<string>;
  /** Path and query of the current address. */
  address(): string;
  /** Waits until this is the address; the page is then up to date too. */
  arrived(path: string): Promise<void>;
  close(): Promise<void>;
}

/** A server with the builder and a browser, for all tests of a file. */
export async function openBuilderStage() {
  const [browser, server] = await Promise.all([launchBrowser(), serveBuilder()]);
  return {
    browser,
    origin: server.origin,
    async visit(options: BrowserContextOptions = {}): Promise<BuilderVisit> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      const hosts = new Set<string>();
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (request.url().startsWith('http')) hosts.add(new URL(request.url()).origin);
      });
      const shown = () => page.frameLocator('#shown');
      return {
        page,
        complaints,
        hosts,
        shown,
        async open(path) {
          await page.goto(server.origin + path);
          await shown().locator('.tidings section').waitFor();
        },
        previewWidth: () => page.evaluate<number>("document.querySelector('#shown').clientWidth"),
        code: async () => (await page.locator('#code').textContent()) ?? '',
        address() {
          const { pathname, search } = new URL(page.url());
          return pathname + search;
        },
        arrived: (path) => page.waitForURL(server.origin + path),
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
