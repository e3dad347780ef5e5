import type { Headline, Words } from './contract/headlines.ts';

/** When it was published, in words: how long ago, in the first week and where `isRelative` asks for it, otherwise the day. `now` in seconds since the epoch. */
export function formatDate(item: Headline, words: Words, isRelative: boolean, now: number): string | undefined {
  // The visitor's clock may be behind.
  const age = Math.max(now - item.d, 0);
  const found = isRelative && words[3]?.find(([limit]) => age < limit);
  if (!found) return item.m;
  const [, unit, forms] = found;
  const count = (age / unit) | 0;
  return (forms[new Intl.PluralRules(words[2]).select(count)] as string).replace('#', `${count}`);
}
