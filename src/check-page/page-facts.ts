import type { Options } from '../../widget/contract/options.ts';
import { mayBeOurs, type OurAddress, parseOurAddress } from './our-address.ts';
import { openPluginReader, type PluginPlace } from './read-plugins.ts';
import { readTags, type Tag } from './read-tags.ts';
import { readScript, type ScriptState } from './script-state.ts';
import { parseSettings } from './settings.ts';

/** A `div.tidings`: what it asks for. */
export interface Place {
  /** `undefined` where it names none. */
  readonly feed: string | undefined;
  /** Its link to a feed's page. */
  readonly link: OurAddress | undefined;
  /** Whether it holds neither link nor words. */
  readonly empty: boolean;
  readonly options: Options;
}

/** A script that has the shape of one of ours. */
export interface PageScript {
  readonly address: OurAddress;
  readonly state: ScriptState;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
  /** How many of the page's own policies stand before it: later ones have nothing to say of it. */
  readonly policiesBefore: number;
}

/** An `iframe` that has the shape of ours. */
export interface PageFrame {
  readonly address: OurAddress;
  /** Whether something keeps its address in another attribute. */
  readonly heldBack: boolean;
}

/** What of a page matters to us. */
export interface PageFacts {
  readonly places: readonly Place[];
  readonly scripts: readonly PageScript[];
  readonly frames: readonly PageFrame[];
  readonly plugins: readonly PluginPlace[];
  /** Links to feeds' pages outside of any place. */
  readonly links: readonly OurAddress[];
  /** Whether headlines stand there as plain HTML. */
  readonly hasFragment: boolean;
  /** Policies that stand in the page, as text, in order. */
  readonly policies: readonly string[];
  /** Whether our script or place stands only where browsers with JavaScript do not look: `noscript`, `template`. */
  readonly inert: boolean;
  /** Whether the snippet is there as words to read. */
  readonly pastedAsText: boolean;
  readonly asksForPassword: boolean;
  readonly otherFrames: number;
  /** Characters that somebody without JavaScript could read. */
  readonly textLength: number;
  readonly allScripts: number;
}

/** More of anything is no church's page, and would cost time. */
const MOST = 20;
const MOST_ADDRESSES = 5000;
const MOST_POLICY_LENGTH = 16 * 1024;
/** Of a feed's path; what is longer names none that there is. */
const MOST_FEED_LENGTH = 500;
/** Text in which a snippet may stand as words; how far it is looked through from each `<script`. */
const SNIPPET_LENGTH = 600;
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'template']);
const HEAD: ReadonlySet<string> = new Set(['html', 'head', 'meta', 'link', 'base', ...UNSEEN]);

interface OpenPlace {
  readonly data: ReadonlyMap<string, string>;
  link: OurAddress | undefined;
  hasWords: boolean;
  depth: number;
}

/** Looks through a page for what is ours. */
export function readPageFacts(html: string, page: URL, publicUrl: string): PageFacts {
  const places: Place[] = [];
  const scripts: PageScript[] = [];
  const frames: PageFrame[] = [];
  const links: OurAddress[] = [];
  const policies: string[] = [];
  let words = '';
  const unseen = new Map<string, number>();
  let unseenDepth = 0;
  const isWithin = (name: string) => (unseen.get(name) ?? 0) > 0;
  const isInert = () => isWithin('noscript') || isWithin('template');
  const moveUnseen = (name: string, by: 1 | -1) => {
    unseen.set(name, (unseen.get(name) ?? 0) + by);
    unseenDepth += by;
  };
  let [inert, asksForPassword, inBody, hasFragment] = [false, false, false, false];
  let [otherFrames, textLength, allScripts] = [0, 0, 0];
  let base: URL | undefined;
  let open: OpenPlace | undefined;
  let parsed = 0;
  const parse = (text: string): OurAddress | undefined => {
    if (!mayBeOurs(text) || parsed >= MOST_ADDRESSES) return undefined;
    parsed += 1;
    return parseOurAddress(text, base ?? page, publicUrl);
  };

  const plugins = openPluginReader(parse, MOST);

  const closePlace = () => {
    if (open !== undefined && places.length < MOST) places.push(readPlace(open));
    open = undefined;
  };

  const readScriptTag = (tag: Tag) => {
    allScripts += 1;
    if (scripts.length >= MOST) return;
    const found = readScript(tag, (text) => /^(script|code)$/.test(parse(text)?.kind ?? ''));
    const address = found === undefined ? undefined : parse(found.src);
    if (found === undefined || address === undefined) return;
    if (isInert()) inert = true;
    else {
      const [nonce, integrity] = [tag.attributes.get('nonce'), tag.attributes.get('integrity')];
      scripts.push({ address, state: found.state, nonce, integrity, policiesBefore: policies.length });
    }
  };

  const readFrameTag = ({ attributes }: Tag) => {
    const src = attributes.get('src');
    const address = [...attributes.values()].map(parse).find(isFrame);
    if (address === undefined || address.server === 'other') otherFrames += 1;
    else if (frames.length < MOST) frames.push({ address, heldBack: src === undefined || !isFrame(parse(src)) });
  };

  const readDiv = ({ attributes }: Tag) => {
    if (open !== undefined) open.depth += 1;
    else if ((attributes.get('class') ?? '').split(/\s+/).includes('tidings')) {
      if (isInert()) inert = true;
      else open = { data: attributes, link: undefined, hasWords: false, depth: 1 };
    }
  };

  const readLink = ({ attributes }: Tag) => {
    if (open === undefined ? links.length >= MOST : open.link !== undefined) return;
    const address = parse(attributes.get('href') ?? '');
    if (address?.kind !== 'page') return;
    if (open !== undefined) open.link = address;
    else if (address.server !== 'other') links.push(address);
  };

  const readMeta = ({ attributes }: Tag) => {
    if (inBody || attributes.get('http-equiv')?.toLowerCase() !== 'content-security-policy') return;
    if (policies.length < MOST) policies.push((attributes.get('content') ?? '').slice(0, MOST_POLICY_LENGTH));
  };

  readTags(html, {
    opened(tag) {
      const { name, attributes } = tag;
      if (!HEAD.has(name)) inBody = true;
      if (name === 'script') readScriptTag(tag);
      else if (name === 'iframe') readFrameTag(tag);
      else if (name === 'div') readDiv(tag);
      else if (name === 'section') hasFragment ||= /(?:^|\s)tidings(?:\s|$)/.test(attributes.get('class') ?? '');
      else if (name === 'a') readLink(tag);
      else if (name === 'meta') readMeta(tag);
      else if (name === 'base') base ??= URL.parse(attributes.get('href') ?? '', page) ?? undefined;
      else if (name === 'input' && attributes.get('type')?.toLowerCase() === 'password') asksForPassword = true;
      if (!isInert()) plugins.opened(tag);
      if (UNSEEN.has(name)) moveUnseen(name, 1);
    },
    closed(name) {
      if (name === 'div' && open !== undefined) {
        open.depth -= 1;
        if (open.depth === 0) closePlace();
      }
      plugins.closed(name);
      if (isWithin(name)) moveUnseen(name, -1);
    },
    text(text) {
      if (unseenDepth > 0) return;
      words += text;
      const length = text.trim().length;
      textLength += length;
      if (open !== undefined && length > 0) open.hasWords = true;
    },
  });
  closePlace();

  return {
    places,
    scripts,
    frames,
    plugins: plugins.places,
    links,
    hasFragment,
    policies,
    inert: inert && places.length + scripts.length === 0,
    pastedAsText: holdsSnippet(words),
    asksForPassword,
    otherFrames,
    textLength,
    allScripts,
  };
}

function isFrame(address: OurAddress | undefined): address is OurAddress {
  return address?.kind === 'frame' || address?.kind === 'card';
}

/** As the widget reads it: `data-*` first, else the link and its query. */
function readPlace({ data, link, hasWords }: OpenPlace): Place {
  const raw = (name: string) => data.get(`data-${name}`) ?? link?.url.searchParams.get(name);
  const feed = (raw('feed') ?? link?.feed)?.slice(0, MOST_FEED_LENGTH) || undefined;
  return { feed, link, empty: !hasWords && link === undefined, options: parseSettings(raw) };
}

/** Whether a script of ours can be read on the page, with whatever quotation marks an editor made of the straight ones. */
function holdsSnippet(words: string): boolean {
  let at = words.indexOf('<script');
  for (let tries = 0; at !== -1 && tries < MOST; tries += 1) {
    if (/\/v1\/[^\s<>]+\.js/.test(words.slice(at, at + SNIPPET_LENGTH))) return true;
    at = words.indexOf('<script', at + 1);
  }
  return false;
}
