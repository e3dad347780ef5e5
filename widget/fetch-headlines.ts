import type { Headlines } from './contract/headlines.ts';

/** Fetches the headlines at an address. Rejects where there are none to be had. */
export async function fetchHeadlines(address: string): Promise<Headlines> {
  const headlines: Headlines = await (await fetch(address, { credentials: 'omit' })).json();
  if (!headlines.items.length) throw headlines;
  return headlines;
}
