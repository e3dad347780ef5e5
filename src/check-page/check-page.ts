import { buildPageReport, type PageReport } from '../model/page-report.ts';
import { recognizePlatform } from '../model/platforms.ts';
import type { FetchPage } from './fetch-page.ts';
import { judgeAnswer, judgeFailure, ourOwnPage } from './judge-answer.ts';
import { judgePage } from './judge-page.ts';
import type { Newsroom } from './newsroom.ts';
import { type PageFacts, readPageFacts } from './page-facts.ts';
import { parsePolicies } from './policy.ts';

/** Feeds that a page may name; more are left unjudged. */
const MOST_FEEDS = 20;

/** Looks at the page at an address as people type it, and says what became of our headlines there. Never rejects for what a page or a person does. */
export async function checkPage(address: string, fetchPage: FetchPage, newsroom: Newsroom): Promise<PageReport> {
  const page = await fetchPage(address);
  if (page.kind === 'failed') return buildPageReport([judgeFailure(page.problem)]);
  // Some of our pages hold a widget and some do not, which says nothing of the church's.
  if (`${page.url}`.startsWith(`${newsroom.site.publicUrl}/`)) return buildPageReport([ourOwnPage()]);
  const instead = judgeAnswer(page);
  if (instead !== undefined) return buildPageReport([instead]);
  const facts = readPageFacts(page.html, page.url, newsroom.site.publicUrl);
  const standings = new Map(
    await Promise.all(namedFeeds(facts).map(async (path) => [path, await newsroom.findFeed(path)] as const)),
  );
  const policies = {
    ofHead: parsePolicies(page.headers['content-security-policy'] ?? ''),
    own: facts.policies.map(parsePolicies),
  };
  return buildPageReport(
    judgePage({ page, facts, newsroom, platform: recognizePlatform(page.html), standings, policies }),
  );
}

function namedFeeds({ places, scripts, frames, plugins, links }: PageFacts): readonly string[] {
  const named = [
    ...places.map(({ feed }) => feed ?? ''),
    ...[...scripts, ...frames].map(({ address }) => address.feed),
    ...plugins.map(({ feed }) => feed?.feed ?? ''),
    ...links.map(({ feed }) => feed),
  ];
  return [...new Set(named)].filter((path) => path !== '').slice(0, MOST_FEEDS);
}
