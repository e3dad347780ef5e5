import { createHash } from 'node:crypto';
import type { CheckDependencies } from '../../src/check-page/check-context.ts';
import { checkPage } from '../../src/check-page/check-page.ts';
import type { FeedStatus } from '../../src/model/feed-status.ts';
import type { PageReport } from '../../src/model/page-report.ts';
import { embedMethodCode } from '../../src/pages/builder/embed-method-code.ts';
import { openTestSite, type TestSite } from '../net/test-site.ts';
import { createLocalFetcher } from './local-fetcher.ts';

export const SITE = { name: 'Example News', publicUrl: 'https://news.example.org' };
export const TOP = { id: 'top', title: 'Top stories', language: 'en' };
/** The code of the released version 1.4.0. */
export const PINNED = 'document.documentElement.dataset.ran = 1';
const FEEDS: Readonly<Record<string, FeedStatus>> = {
  top: { kind: 'published', feed: TOP },
  israel: { kind: 'published', feed: { ...TOP, id: 'israel', title: 'Israel' } },
  mideast: { kind: 'moved', feed: { ...TOP, id: 'middle-east', title: 'Middle East' } },
  'tag/harbour': { kind: 'unknown' },
};
export const DEPENDENCIES: CheckDependencies = {
  site: SITE,
  main: TOP,
  findFeed: async (path) => FEEDS[path] ?? { kind: 'missing' },
  buildCode: (method, definition, options) => embedMethodCode(method, { site: SITE, definition, options }),
  releases: new Map([['1.4.0', PINNED]]),
};

export const integrityOf = (code: string, algorithm = 'sha384') =>
  `${algorithm}-${createHash(algorithm).update(code).digest('base64')}`;
export const LINK = '<a href="https://news.example.org/feeds/top">Latest news</a>';
export const script = (name = 'top', attributes = '') =>
  `<script async src="https://news.example.org/v1/${name}.js"${attributes}></script>`;
export const mountPoint = (feed = 'top', data = '') =>
  `<div class="tidings"${data} style="min-height:30em"><a href="https://news.example.org/feeds/${feed}">News</a></div>`;
export const WHOLE = mountPoint() + script();
const PROSE = `<h1>Our church</h1><p>${'We meet on Sundays at ten in the old customs house. '.repeat(10)}</p>`;
export const write = (body: string, head = '') =>
  `<!doctype html><html><head><title>Church</title>${head}</head><body>${PROSE}${body}</body></html>`;

export interface Church extends TestSite {
  readonly address: string;
  /** Checks a page with this HTML and these headers. */
  check(html: string, headers?: Readonly<Record<string, string | string[]>>): Promise<PageReport>;
}

/** The web server of a church. */
export async function openChurch(): Promise<Church> {
  const site = await openTestSite();
  const address = `http://church.example:${site.port}`;
  return {
    ...site,
    address,
    check(html, headers = {}) {
      site.page('/page', html, headers);
      return checkPage(`${address}/page`, createLocalFetcher(), DEPENDENCIES);
    },
  };
}

/** The verdict and the kinds of findings. */
export const summary = ({ verdict, findings }: PageReport) => [verdict, ...findings.map(({ kind }) => kind)].join(' ');
