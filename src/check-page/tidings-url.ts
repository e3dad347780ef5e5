import { decodePercent } from '../model/web-url.ts';

export interface TidingsUrl {
  readonly kind: 'feed-script' | 'widget-code' | 'feed-page' | 'feed-frame' | 'article-frame';
  /** Empty for the code alone and for an article. */
  readonly feed: string;
  readonly base: string;
  /** `variant` has another scheme or `www.`; `other` is a server whose URLs look alike. */
  readonly server: 'this' | 'variant' | 'other';
  readonly url: URL;
}

const MAX_LENGTH = 2000;
const LIKELY = /\/(?:v\d|embed\/|feeds\/|articles\/)/;

const FEED = '(?<feed>[^/]+(?:/[^/]+)?)';
const PATHS: readonly (readonly [TidingsUrl['kind'], RegExp])[] = [
  ['widget-code', /^(?<base>.*)\/v1\/tidings\.js$/],
  ['widget-code', /^(?<base>.*)\/v\d+\.\d+\.\d+\/tidings\.js$/],
  ['feed-script', new RegExp(`^(?<base>.*)/v1/${FEED}\\.js$`)],
  ['article-frame', /^(?<base>.*)\/embed\/articles\/[^/]+$/],
  // In an iframe, the page of an article shows the same card.
  ['article-frame', /^(?<base>.*)\/articles\/[^/.]+$/],
  ['feed-frame', new RegExp(`^(?<base>.*)/embed/${FEED}$`)],
  ['feed-page', new RegExp(`^(?<base>.*)/feeds/${FEED}$`)],
];

/** A parser of URLs that look like ours. It parses at most `maxUrls` likely ones, since parsing is slow. */
export function createTidingsUrlParser(
  publicUrl: string,
  maxUrls: number,
): (text: string, baseUrl: URL) => TidingsUrl | undefined {
  let parsed = 0;
  return (text, baseUrl) => {
    if (text.length > MAX_LENGTH || !LIKELY.test(text) || parsed >= maxUrls) return undefined;
    parsed += 1;
    return parseTidingsUrl(text, baseUrl, publicUrl);
  };
}

function parseTidingsUrl(text: string, baseUrl: URL, publicUrl: string): TidingsUrl | undefined {
  const url = URL.parse(text.trim(), baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const path = url.pathname.replace(/\/$/, '');
  for (const [kind, pattern] of PATHS) {
    const found = pattern.exec(path)?.groups;
    if (found === undefined) continue;
    const base = url.origin + (found.base ?? '');
    // Somebody may show the fragment (`/embed/top.html`) in a frame.
    const feed = decodePercent(found.feed ?? '').replace(kind === 'feed-frame' ? /\.html$/ : '', '');
    return { kind, feed, base, server: serverOf(base, publicUrl), url };
  }
  return undefined;
}

/** The script with the headlines of the feed with this page; the widget’s code alone where it is no feed’s page. */
export function scriptOfFeedPage(home: string, publicUrl: string): TidingsUrl {
  const code = `${publicUrl}/v1/tidings.js`;
  const page = parseTidingsUrl(home, new URL(code), publicUrl);
  if (page?.kind === 'feed-page') return { ...page, kind: 'feed-script' };
  return { kind: 'widget-code', feed: '', base: publicUrl, server: 'this', url: new URL(code) };
}

function serverOf(base: string, publicUrl: string): TidingsUrl['server'] {
  if (base === new URL(publicUrl).href.replace(/\/$/, '')) return 'this';
  return hostAndPath(base) === hostAndPath(publicUrl) ? 'variant' : 'other';
}

function hostAndPath(base: string): string {
  const { hostname, pathname } = new URL(base);
  return hostname.replace(/^www\./, '') + pathname.replace(/\/$/, '');
}
