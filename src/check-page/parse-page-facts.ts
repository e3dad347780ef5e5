import { createMountPointParser, isMountPoint } from './mount-point-parser.ts';
import type { PageFacts } from './page-facts.ts';
import { parseScriptTag } from './parse-script-tag.ts';
import { parseTags, type Tag } from './parse-tags.ts';
import { createPluginParser } from './plugin-parser.ts';
import { createTidingsUrlParser, type TidingsUrl } from './tidings-url.ts';

/** Of each kind of thing: further ones are ignored, so that a hostile page costs no time. */
const MAX_COUNT = 20;
const MAX_URLS = 5000;
const MAX_POLICY_LENGTH = 16 * 1024;
const SNIPPET_LENGTH = 600;
const INERT: ReadonlySet<string> = new Set(['noscript', 'template']);
const HIDDEN: ReadonlySet<string> = new Set(['script', 'style', 'title', 'textarea', ...INERT]);
const IN_HEAD: ReadonlySet<string> = new Set(['html', 'head', 'meta', 'link', 'base', ...HIDDEN]);

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
type TagFacts = Mutable<Omit<PageFacts, 'mountPoints' | 'pluginEmbeds' | 'pastedAsText'>>;
type ParseUrl = (text: string) => TidingsUrl | undefined;

/** The time it takes depends only on the length of the page. */
export function parsePageFacts(html: string, page: URL, publicUrl: string): PageFacts {
  const parseTidingsUrl = createTidingsUrlParser(publicUrl, MAX_URLS);
  let base: URL | undefined;
  const parseUrl: ParseUrl = (text) => parseTidingsUrl(text, base ?? page);
  const mountPoints = createMountPointParser(parseUrl, MAX_COUNT);
  const plugins = createPluginParser(parseUrl, MAX_COUNT);
  const open = createHiddenElements();
  const facts = emptyFacts();
  let text = '';
  let inBody = false;

  parseTags(html, {
    opened(tag) {
      const { name, attributes } = tag;
      const isInert = open.isInert();
      if (!IN_HEAD.has(name)) inBody = true;
      if (name === 'base') base ??= URL.parse(attributes.get('href') ?? '', page) ?? undefined;
      else if (name === 'meta' && !inBody) addPolicy(facts, tag);
      else if (name === 'script') addScript(facts, tag, parseUrl, isInert);
      else if (name === 'div' && isInert) facts.isInert ||= isMountPoint(attributes);
      else addElement(facts, tag, parseUrl, mountPoints.isInside());
      if (!isInert || mountPoints.isInside()) mountPoints.opened(tag);
      if (!isInert) plugins.opened(tag);
      open.opened(name);
    },
    closed(name) {
      mountPoints.closed(name);
      plugins.closed(name);
      open.closed(name);
    },
    text(piece) {
      if (open.isHidden()) return;
      text += piece;
      facts.textLength += piece.trim().length;
      mountPoints.text(piece);
    },
  });
  mountPoints.end();
  return {
    ...facts,
    mountPoints: mountPoints.mountPoints,
    pluginEmbeds: plugins.embeds,
    isInert: facts.isInert && mountPoints.mountPoints.length + facts.scripts.length === 0,
    pastedAsText: containsSnippet(text),
  };
}

function emptyFacts(): TagFacts {
  return {
    scripts: [],
    frames: [],
    links: [],
    policies: [],
    hasFragment: false,
    isInert: false,
    asksForPassword: false,
    otherFrames: 0,
    textLength: 0,
    allScripts: 0,
  };
}

/** Counts the open elements whose content visitors do not see. A page may close them in any order. */
function createHiddenElements() {
  const depths = new Map<string, number>();
  let hidden = 0;
  let inert = 0;
  const move = (name: string, by: 1 | -1) => {
    depths.set(name, (depths.get(name) ?? 0) + by);
    hidden += by;
    if (INERT.has(name)) inert += by;
  };
  return {
    opened: (name: string) => HIDDEN.has(name) && move(name, 1),
    closed: (name: string) => (depths.get(name) ?? 0) > 0 && move(name, -1),
    isHidden: () => hidden > 0,
    isInert: () => inert > 0,
  };
}

function addPolicy(facts: TagFacts, { attributes }: Tag): void {
  if (attributes.get('http-equiv')?.toLowerCase() !== 'content-security-policy') return;
  if (facts.policies.length < MAX_COUNT)
    facts.policies.push((attributes.get('content') ?? '').slice(0, MAX_POLICY_LENGTH));
}

function addScript(facts: TagFacts, tag: Tag, parseUrl: ParseUrl, isInert: boolean): void {
  facts.allScripts += 1;
  if (facts.scripts.length >= MAX_COUNT) return;
  const script = parseScriptTag(tag, parseUrl);
  if (script === undefined) return;
  if (isInert) facts.isInert = true;
  else {
    const [nonce, integrity] = [tag.attributes.get('nonce'), tag.attributes.get('integrity')];
    facts.scripts.push({ ...script, nonce, integrity, policiesBefore: facts.policies.length });
  }
}

function addElement(facts: TagFacts, tag: Tag, parseUrl: ParseUrl, inMountPoint: boolean): void {
  const { name, attributes } = tag;
  switch (name) {
    case 'iframe':
      addFrame(facts, tag, parseUrl);
      break;
    case 'section':
      facts.hasFragment ||= isMountPoint(attributes);
      break;
    case 'input':
      facts.asksForPassword ||= attributes.get('type')?.toLowerCase() === 'password';
      break;
    case 'a': {
      if (inMountPoint || facts.links.length >= MAX_COUNT) return;
      const url = parseUrl(attributes.get('href') ?? '');
      if (url?.kind === 'feed-page' && url.server !== 'other') facts.links.push(url);
    }
  }
}

function addFrame(facts: TagFacts, { attributes }: Tag, parseUrl: ParseUrl): void {
  const src = attributes.get('src');
  const url = [...attributes.values()].map(parseUrl).find(isFrameUrl);
  if (url === undefined || url.server === 'other') facts.otherFrames += 1;
  else if (facts.frames.length < MAX_COUNT) {
    facts.frames.push({ url, isBlocked: src === undefined || !isFrameUrl(parseUrl(src)) });
  }
}

function isFrameUrl(url: TidingsUrl | undefined): url is TidingsUrl {
  return url?.kind === 'feed-frame' || url?.kind === 'article-frame';
}

/** Whether the text contains a script of ours. An editor may have changed its quotation marks. */
function containsSnippet(text: string): boolean {
  let at = text.indexOf('<script');
  for (let tries = 0; at !== -1 && tries < MAX_COUNT; tries += 1) {
    if (/\/v1\/[^\s<>]+\.js/.test(text.slice(at, at + SNIPPET_LENGTH))) return true;
    at = text.indexOf('<script', at + 1);
  }
  return false;
}
