import { buildPageReport, type PageReport } from '../model/page-report.ts';
import { recognizePlatform } from '../model/platforms.ts';
import { checkContents } from './check-contents.ts';
import type { CheckDependencies } from './check-context.ts';
import { checkResponse, explainHttpProblem, NEWSROOM_PAGE } from './check-response.ts';
import { parsePolicies } from './content-security-policy.ts';
import { type FetchPage, isXml } from './fetch-page.ts';
import type { PageFacts } from './page-facts.ts';
import { parsePageFacts } from './parse-page-facts.ts';
import { addCopies } from './read-copies.ts';

const MAX_FEEDS = 20;

/** Reports whether our headlines work on the page at an address as people type it. Never rejects for what a page or a person does. */
export async function checkPage(
  address: string,
  fetchPage: FetchPage,
  { findFeed, ...dependencies }: CheckDependencies,
): Promise<PageReport> {
  const { publicUrl } = dependencies.site;
  const page = await fetchPage(address);
  if (page.kind === 'failed') return buildPageReport([explainHttpProblem(page.problem)]);
  if (`${page.url}`.startsWith(`${publicUrl}/`)) return buildPageReport([NEWSROOM_PAGE]);
  const unusable = checkResponse(page);
  if (unusable !== undefined) return buildPageReport([unusable]);
  const read = parsePageFacts(page.html, page.url, publicUrl, isXml(page.headers));
  const facts = await addCopies(read, page.url, publicUrl, fetchPage);
  const feedStatuses = new Map(
    await Promise.all(listFeeds(facts).map(async (path) => [path, await findFeed(path)] as const)),
  );
  const policies = {
    ofHeaders: parsePolicies(page.headers['content-security-policy'] ?? ''),
    ofMetas: facts.policies.map(parsePolicies),
  };
  const platform = recognizePlatform(page.html);
  return buildPageReport(checkContents({ ...dependencies, page, facts, platform, feedStatuses, policies }));
}

function listFeeds({ mountPoints, lookalikes, scripts, frames, pluginEmbeds, links }: PageFacts): readonly string[] {
  const paths = [
    ...[...mountPoints, ...lookalikes].map(({ feed }) => feed ?? ''),
    ...[...scripts, ...frames].map(({ url }) => url.feed),
    ...pluginEmbeds.map(({ feed }) => feed?.feed ?? ''),
    ...links.map(({ feed }) => feed),
  ];
  return [...new Set(paths)].filter((path) => path !== '').slice(0, MAX_FEEDS);
}
