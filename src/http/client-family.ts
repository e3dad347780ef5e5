import { memoizeByText } from './memoize-by-text.ts';

/** The first that the User-Agent contains counts: browsers also name older browsers. */
const FAMILIES = [
  'Feedly',
  'Feedbin',
  'Inoreader',
  'NewsBlur',
  'theoldreader.com',
  'NetNewsWire',
  'Reeder',
  'Miniflux',
  'FreshRSS',
  'Tiny Tiny RSS',
  'CommaFeed',
  'Nextcloud',
  'Thunderbird',
  'Liferea',
  'Akregator',
  'Podcasts',
  'Overcast',
  'Pocket Casts',
  'AntennaPod',
  'Spotify',
  'Googlebot',
  'bingbot',
  'Applebot',
  'DuckDuckBot',
  'facebookexternalhit',
  'Slackbot',
  'Mastodon',
  'WordPress',
  'curl',
  'Wget',
  'python-requests',
  'Go-http-client',
  'node',
  'Edg',
  'OPR',
  'SamsungBrowser',
  'Firefox',
  'Chrome',
  'Safari',
];

const NAMES: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', SamsungBrowser: 'Samsung Internet' };

/** The program that sends a request, without its version: too coarse to recognise a person. */
export function findClientFamily(userAgent = ''): string {
  return findFamily(userAgent);
}

const findFamily = memoizeByText((userAgent) => {
  const word = FAMILIES.find((candidate) => userAgent.includes(candidate)) ?? 'other';
  return NAMES[word] ?? word;
});
