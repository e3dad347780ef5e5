/** What an address of a server of ours leads to: a feed's script, the code alone, a feed's page, its frame, or the frame of an article. */
export interface OurAddress {
  readonly kind: 'script' | 'code' | 'page' | 'frame' | 'card';
  /** `top`, `category/israel`; empty for the code alone and for an article. */
  readonly feed: string;
  /** The server's public URL, as this address has it. */
  readonly base: string;
  /** Ours under its public URL; ours by its name, but otherwise reached (`http:`, `www.`); or another, which only looks like ours. */
  readonly server: 'ours' | 'ours-otherwise' | 'other';
  readonly url: URL;
}

/** Longer addresses are none of ours, and would cost time. */
const LONGEST = 2000;
const LOOKS_LIKE_OURS = /\/(?:v\d|embed\/|feeds\/)/;

const FEED = '(?<feed>[^/]+(?:/[^/]+)?)';
const SHAPES: readonly (readonly [OurAddress['kind'], RegExp])[] = [
  ['code', /^(?<base>.*)\/v1\/tidings\.js$/],
  ['code', /^(?<base>.*)\/v\d+\.\d+\.\d+\/tidings\.js$/],
  ['script', new RegExp(`^(?<base>.*)/v1/${FEED}\\.js$`)],
  ['card', /^(?<base>.*)\/embed\/articles\/[^/]+$/],
  ['frame', new RegExp(`^(?<base>.*)/embed/${FEED}$`)],
  ['page', new RegExp(`^(?<base>.*)/feeds/${FEED}$`)],
];

/** Whether it is worth while to read an address: a page may have very many, and to parse one takes time. */
export function mayBeOurs(text: string): boolean {
  return text.length <= LONGEST && LOOKS_LIKE_OURS.test(text);
}

/** Reads an address in a page; `undefined` where it has the shape of none of ours. */
export function parseOurAddress(text: string, page: URL, publicUrl: string): OurAddress | undefined {
  const url = URL.parse(text.trim(), page);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const path = url.pathname.replace(/\/$/, '');
  for (const [kind, shape] of SHAPES) {
    const found = shape.exec(path)?.groups;
    if (found === undefined) continue;
    const base = url.origin + (found.base ?? '');
    // A fragment that somebody put into a frame.
    const feed = decode(found.feed ?? '').replace(kind === 'frame' ? /\.html$/ : '', '');
    return { kind, feed, base, server: serverOf(base, publicUrl), url };
  }
  return undefined;
}

function serverOf(base: string, publicUrl: string): OurAddress['server'] {
  if (base === new URL(publicUrl).href.replace(/\/$/, '')) return 'ours';
  return nameOf(base) === nameOf(publicUrl) ? 'ours-otherwise' : 'other';
}

/** Host and path alone. */
function nameOf(base: string): string {
  const { hostname, pathname } = new URL(base);
  return hostname.replace(/^www\./, '') + pathname.replace(/\/$/, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
