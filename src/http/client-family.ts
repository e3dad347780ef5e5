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

const MAX_KNOWN = 500;
const known = new Map<string, string>();

/** The program that sends a request, without its version: too coarse to recognise a person. */
export function findClientFamily(userAgent: string | undefined): string {
  if (userAgent === undefined) return 'other';
  let family = known.get(userAgent);
  if (family === undefined) {
    const word = FAMILIES.find((candidate) => userAgent.includes(candidate)) ?? 'other';
    family = NAMES[word] ?? word;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(userAgent, family);
  }
  return family;
}
