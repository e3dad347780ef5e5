import { createPageFetcher, type FetchedPage, type FetchPage } from '../../src/check-page/fetch-page.ts';
import { type LocalNetwork, localOptions } from '../net/test-site.ts';

/** The real fetcher, allowed to go to loopback and to any port. */
export function createLocalFetcher(network: LocalNetwork = {}): FetchPage {
  return createPageFetcher(localOptions(network));
}

/** The page, or an error that says what came instead. */
export async function getPage(fetchPage: FetchPage, address: string): Promise<FetchedPage> {
  const fetched = await fetchPage(address);
  if (fetched.kind === 'failed') throw new Error(`expected a page, got ${fetched.problem}`);
  return fetched;
}
