import { Parser } from 'htmlparser2';
import { OPTIONS } from '../../../widget/contract/options.ts';
import type { EmbedMethod } from '../../model/platforms.ts';

/** What an old snippet, link or address says. */
export interface Pasted {
  /** Absent where no feed is named, so that nothing was understood. */
  readonly feed: string | undefined;
  /** The options as they are written, good or bad. */
  readonly options: ReadonlyMap<string, string>;
  readonly method: EmbedMethod | undefined;
  /** The id of the place, where an address of the builder says it. */
  readonly platform?: string;
  /** Attributes that look like options, and are none. */
  readonly unknown: readonly string[];
}

/** More of a pasted text is not read. */
const LONGEST = 20_000;
const FEED_PATH = /\/(?<room>feeds|embed|v\d+(?:\.\d+\.\d+)?)\/(?<feed>[^?#\s"'<>]+)/;
const PINNED = /\/v\d+\.\d+\.\d+\//;
const ADDRESS = /https?:\/\/[^\s"'<>]+/;
const BUILDER_PATH = /\/embed$/;
const ENDING = /\.(?:js|json|rss|atom|html)$/;
const SHORTCODE = /\[tidings\b(?<attributes>[^\]]*)\]/;
const ATTRIBUTE = /([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g;

/** Reads a snippet (script or frame), a shortcode of the plugin, a link or the address of a script, a frame, a feed or its oEmbed. Takes any text. */
export function readPasted(given: string): Pasted {
  const text = given.slice(0, LONGEST).trim();
  // Some editors show the code as text, and that is what is then copied.
  const html = /<\w/.test(text) ? text : text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  const shortcode = SHORTCODE.exec(text)?.groups?.attributes;
  // WordPress shows straight quotes curled, and that is what is then copied.
  if (shortcode !== undefined) return readShortcode(shortcode.replace(/[“”″]|&quot;/g, '"'));
  // A line of a script for the shell has more in it than the address.
  return /<\w/.test(html) ? readHtml(html) : readAddress((ADDRESS.exec(text)?.[0] ?? text).replaceAll('&amp;', '&'));
}

function readHtml(html: string): Pasted {
  const found: { div?: Record<string, string>; link?: string; script?: string; frame?: string } = {};
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'div' && /(?:^|\s)tidings(?:\s|$)/.test(attributes.class ?? '')) found.div ??= attributes;
      if (name === 'a' && attributes.href?.includes('/feeds/')) found.link ??= attributes.href;
      if (name === 'script' && FEED_PATH.test(attributes.src ?? '')) found.script ??= attributes.src ?? '';
      if (name === 'iframe' && attributes.src?.includes('/embed/')) found.frame ??= attributes.src;
    },
  });
  parser.end(html);
  const { div = {}, link, script, frame } = found;
  if (frame !== undefined && found.div === undefined) return readAddress(frame);

  const data = new Map(
    Object.entries(div)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [name.slice('data-'.length), value]),
  );
  const linked = readAddress(link ?? '');
  const named = readAddress(script ?? '');
  const feed = data.get('feed') ?? linked.feed ?? named.feed;
  data.delete('feed');
  const { options, unknown } = sort([...named.options, ...linked.options, ...data], (name) => `data-${name}`);
  const method = PINNED.test(script ?? '') ? 'pinned' : 'script';
  return { feed, options, unknown: [...linked.unknown, ...unknown], method: feed === undefined ? undefined : method };
}

function readShortcode(attributes: string): Pasted {
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? ''] as const,
  );
  const feed = pairs.find(([name]) => name === 'feed')?.[1] ?? '';
  return { feed, method: 'plugin', ...sort(pairs.filter(([name]) => name !== 'feed')) };
}

function readAddress(address: string): Pasted {
  const { room, feed } = FEED_PATH.exec(address)?.groups ?? {};
  const at = address.indexOf('?');
  const query = new URLSearchParams(at === -1 ? '' : address.slice(at + 1).replace(/#.*$/s, ''));
  const embedded = /\/oembed(?:\.json|\.xml)?$/.test(address.slice(0, at)) ? query.get('url') : null;
  if (embedded !== null) return readAddress(embedded);
  if (BUILDER_PATH.test(address.slice(0, at))) return readBuilder(query);
  const isFragment = query.has('fragment');
  query.delete('fragment');
  const named = query.get('feed');
  query.delete('feed');
  const id = feed === undefined ? undefined : decode(feed).replace(/\/+$/, '').replace(ENDING, '');
  return {
    feed: named ?? (id === 'tidings' && room?.startsWith('v') ? undefined : id),
    method: isFragment ? 'fragment' : room === 'embed' ? 'frame' : undefined,
    ...sort([...query]),
  };
}

/** The builder's own address, as it is shared. */
function readBuilder(query: URLSearchParams): Pasted {
  const [feed, method, platform] = ['feed', 'way', 'platform'].map((name) => query.get(name));
  const { options } = sort(query);
  return {
    feed: feed ?? undefined,
    method: (method ?? undefined) as EmbedMethod | undefined,
    platform: platform ?? '',
    options,
    unknown: [],
  };
}

function sort(
  pairs: Iterable<readonly [string, string]>,
  nameOf = (name: string) => name,
): Pick<Pasted, 'options' | 'unknown'> {
  const options = new Map<string, string>();
  const unknown: string[] = [];
  for (const [name, value] of pairs) {
    if (Object.hasOwn(OPTIONS, name)) options.set(name, value);
    else unknown.push(nameOf(name));
  }
  return { options, unknown };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
