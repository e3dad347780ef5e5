import type { Headlines } from './contract/headlines.ts';

/** Fetches the headlines at an address, asking the server whether it has newer ones where `cache` is `no-cache`. Rejects where there are none to be had. */
export async function fetchHeadlines(address: string, cache: RequestCache): Promise<Headlines> {
  const headlines: Headlines = await (await fetch(address, { credentials: 'omit', cache })).json();
  if (!headlines.items.length) throw headlines;
  return headlines;
}
