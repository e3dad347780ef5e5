import { Parser } from 'htmlparser2';
import { OPTIONS } from '../../../widget/contract/options.ts';
import type { EmbedMethod } from '../../model/platforms.ts';
import { decodePercent } from '../../model/web-url.ts';

export interface Pasted {
  /** `undefined` if the text was not understood. */
  readonly feed: string | undefined;
  /** The texts of options, valid or not. */
  readonly options: ReadonlyMap<string, string>;
  readonly method: EmbedMethod | undefined;
  /** The id of the platform, from an address of the builder. */
  readonly platform?: string;
  /** Names that look like options but are not. */
  readonly unknown: readonly string[];
}

const MAX_LENGTH = 20_000;
const FEED_PATH = /\/(?<root>feeds|embed|v\d+(?:\.\d+\.\d+)?)\/(?<feed>[^?#\s"'<>]+)/;
const PINNED = /\/v\d+\.\d+\.\d+\//;
const ADDRESS = /https?:\/\/[^\s"'<>]+/;
const BUILDER_PATH = /\/embed$/;
const ENDING = /\.(?:js|json|rss|atom|html)$/;
const SHORTCODE = /\[tidings\b(?<attributes>[^[\]]*)\]/;
const ATTRIBUTE = /([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g;

/** A snippet, a shortcode, a link, or the address of a script, an iframe, a feed, an oEmbed response or the builder. Accepts any text. */
export function parsePasted(given: string): Pasted {
  const text = given.slice(0, MAX_LENGTH).trim();
  // Some editors show the code as escaped text, and people copy that.
  const html = /<\w/.test(text) ? text : text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  const shortcode = SHORTCODE.exec(text)?.groups?.attributes;
  // WordPress shows curly quotes, and people copy these.
  if (shortcode !== undefined) return parseShortcode(shortcode.replace(/[“”″]|&quot;/g, '"'));
  // A command line has more than the address.
  return /<\w/.test(html) ? parseHtml(html) : parseAddress((ADDRESS.exec(text)?.[0] ?? text).replaceAll('&amp;', '&'));
}

function parseHtml(html: string): Pasted {
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
  if (frame !== undefined && found.div === undefined) return parseAddress(frame);

  const data = new Map(
    Object.entries(div)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [name.slice('data-'.length), value]),
  );
  const linked = parseAddress(link ?? '');
  const named = parseAddress(script ?? '');
  const feed = data.get('feed') ?? linked.feed ?? named.feed;
  data.delete('feed');
  const { options, unknown } = splitOptions([...named.options, ...linked.options, ...data], (name) => `data-${name}`);
  const method = PINNED.test(script ?? '') ? 'pinned' : 'script';
  return { feed, options, unknown: [...linked.unknown, ...unknown], method: feed === undefined ? undefined : method };
}

function parseShortcode(attributes: string): Pasted {
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? ''] as const,
  );
  const feed = pairs.find(([name]) => name === 'feed')?.[1] ?? '';
  return { feed, method: 'plugin', ...splitOptions(pairs.filter(([name]) => name !== 'feed')) };
}

function parseAddress(address: string): Pasted {
  const { root, feed } = FEED_PATH.exec(address)?.groups ?? {};
  const at = address.indexOf('?');
  const query = new URLSearchParams(at === -1 ? '' : address.slice(at + 1).replace(/#.*$/s, ''));
  const embedded = /\/oembed(?:\.json|\.xml)?$/.test(address.slice(0, at)) ? query.get('url') : null;
  if (embedded !== null) return parseAddress(embedded);
  if (BUILDER_PATH.test(address.slice(0, at))) return parseBuilderQuery(query);
  const isFragment = query.has('fragment');
  query.delete('fragment');
  const named = query.get('feed');
  query.delete('feed');
  const id =
    feed === undefined
      ? undefined
      : decodePercent(feed)
          .replace(/(?<!\/)\/+$/, '')
          .replace(ENDING, '');
  return {
    feed: named ?? (id === 'tidings' && root?.startsWith('v') ? undefined : id),
    method: isFragment ? 'fragment' : root === 'embed' ? 'frame' : undefined,
    ...splitOptions([...query]),
  };
}

function parseBuilderQuery(query: URLSearchParams): Pasted {
  const [feed, method, platform] = ['feed', 'way', 'platform'].map((name) => query.get(name));
  const { options } = splitOptions(query);
  return {
    feed: feed ?? undefined,
    method: (method ?? undefined) as EmbedMethod | undefined,
    platform: platform ?? '',
    options,
    unknown: [],
  };
}

function splitOptions(
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
