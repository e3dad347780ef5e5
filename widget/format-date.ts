import type { Headline, Labels } from './contract/headlines.ts';

/** The age of a headline, such as "3 hours ago", if `isRelative` and it is less than a week old; else its day. `now` in seconds since the Unix epoch. */
export function formatDate(item: Headline, labels: Labels, isRelative: boolean, now: number): string | undefined {
  // The visitor's clock may be slow.
  const seconds = Math.max(now - item.d, 0);
  const age = isRelative && labels[3]?.find(([limit]) => seconds < limit);
  if (!age) return item.m;
  const [, unit, forms] = age;
  const count = Math.floor(seconds / unit);
  return (forms[new Intl.PluralRules(labels[2]).select(count)] as string).replace('#', `${count}`);
}
