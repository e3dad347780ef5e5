import { findCopies } from './find-copies.ts';
import { findShownAddress, findShownCode } from './find-shown-code.ts';
import { createMountPointParser, isMountPoint } from './mount-point-parser.ts';
import { openElements } from './open-elements.ts';
import type { PageFacts } from './page-facts.ts';
import { parseFrameTag } from './parse-frame-tag.ts';
import { parseScriptTag } from './parse-script-tag.ts';
import { parseTags, type Tag } from './parse-tags.ts';
import { type Place, placeOf } from './places.ts';
import { createPluginParser } from './plugin-parser.ts';
import { buildCopiedScript } from './read-copies.ts';
import { createScriptParser } from './script-parser.ts';
import { createTidingsUrlParser, type TidingsUrl } from './tidings-url.ts';
import { unpackBase64 } from './unpack-base64.ts';

/** Of each kind of thing: further ones are ignored, so that a hostile page costs no time. */
const MAX_COUNT = 20;
const MAX_URLS = 5000;
const MAX_POLICY_LENGTH = 16 * 1024;
/** Browsers with JavaScript ignore what is inside. */
const INERT = ['noscript', 'template'];
const HIDDEN = ['script', 'style', 'title', ...INERT];
const IN_HEAD: ReadonlySet<string> = new Set(['html', 'head', 'meta', 'link', 'base', ...HIDDEN]);
const CURLY_QUOTES = /[“”„‟«»″‘’]/;
const ALL_CURLY_QUOTES = new RegExp(CURLY_QUOTES, 'g');

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
type TagFacts = Mutable<
  Omit<PageFacts, 'mountPoints' | 'lookalikes' | 'scripts' | 'otherScripts' | 'pluginEmbeds' | 'shownCode'>
>;
type ParseUrl = (text: string) => TidingsUrl | undefined;

/** The time it takes depends only on the length of the page. */
export function parsePageFacts(html: string, page: URL, publicUrl: string, isXml = false): PageFacts {
  const parseTidingsUrl = createTidingsUrlParser(publicUrl, MAX_URLS);
  let base: URL | undefined;
  const parseUrl: ParseUrl = (text) => parseTidingsUrl(text, base ?? page);
  const mountPoints = createMountPointParser(parseUrl, MAX_COUNT);
  const scripts = createScriptParser(parseUrl, withoutScheme(publicUrl), MAX_COUNT);
  const plugins = createPluginParser(parseUrl, MAX_COUNT);
  const open = openElements<Place>();
  const isInert = () => INERT.some(open.isIn);
  const facts = emptyFacts();
  const inFrames: PageFacts[] = [];
  const addScript = (tag: Tag): void => {
    facts.allScripts += 1;
    if (isInert()) facts.isInert ||= parseScriptTag(tag, parseUrl) !== undefined;
    else if (scripts.opened(tag, { base: base ?? page, policiesBefore: facts.policies.length }))
      facts.isWrongMarkup ||= isXml ? tag.hasBareAttribute : tag.isSelfClosing;
  };
  let text = '';
  let inBody = false;

  parseTags(
    html,
    {
      opened(tag) {
        const { name, attributes } = tag;
        const place = placeOf(tag);
        const places = new Set(place === undefined ? open.marks() : [...open.marks(), place]);
        if (!IN_HEAD.has(name)) inBody = true;
        if (name === 'base') base ??= URL.parse(attributes.get('href') ?? '', page) ?? undefined;
        else if (name === 'meta' && !inBody) addPolicy(facts, tag);
        else if (name === 'script') addScript(tag);
        else if (name === 'iframe') {
          addFrame(facts, tag, parseUrl, places);
          if (inFrames.length < MAX_COUNT) inFrames.push(...parseInside(tag, page, publicUrl));
        } else if (name === 'div' && isInert()) facts.isInert ||= isMountPoint(attributes);
        else addElement(facts, tag, parseUrl, mountPoints.isInside());
        findTraces(facts, tag, publicUrl);
        if (!isInert() || mountPoints.isInside()) mountPoints.opened(tag, places);
        if (!isInert()) plugins.opened(tag, places);
        open.opened(name, place);
      },
      closed(name) {
        mountPoints.closed(name);
        plugins.closed(name);
        open.closed(name);
      },
      text(piece) {
        if (open.isIn('script')) {
          facts.isPutAside ||= isOurs(unpackBase64(piece), publicUrl);
          scripts.text(piece, facts.policies.length);
        }
        if (HIDDEN.some(open.isIn)) return;
        text += piece;
        facts.textLength += piece.trim().length;
        mountPoints.text(piece);
      },
    },
    isXml,
  );
  mountPoints.end();
  const ours = mountPoints.mountPoints.filter((mountPoint) => mountPoint.isOurs);
  const lookalikes = mountPoints.mountPoints.filter((mountPoint) => !mountPoint.isOurs);
  const inPage = findCopies(html).map((copy) => buildCopiedScript(copy, publicUrl));
  const links = [
    ...facts.links,
    ...lookalikes.flatMap(({ link }) => (link === undefined || link.server === 'other' ? [] : link)),
  ];
  const shown = links.length === 0 ? parseUrl(findShownAddress(text, publicUrl) ?? '') : undefined;
  const shownPage = shown?.kind === 'feed-page' ? shown : undefined;
  return {
    ...facts,
    mountPoints: [...ours, ...inFrames.flatMap(({ mountPoints }) => mountPoints)],
    lookalikes,
    frames: [...facts.frames, ...inFrames.flatMap(({ frames }) => frames)].slice(0, MAX_COUNT),
    scripts: [...scripts.scripts, ...inPage, ...inFrames.flatMap((inside) => inside.scripts)].slice(0, MAX_COUNT),
    otherScripts: scripts.otherScripts,
    links: shownPage === undefined ? links : [shownPage],
    pluginEmbeds: plugins.embeds,
    isInert: facts.isInert && scripts.scripts.length === 0,
    shownCode: findShownCode(text, publicUrl) ?? (shownPage && 'address'),
  };
}

function emptyFacts(): TagFacts {
  return {
    frames: [],
    links: [],
    policies: [],
    hasFragment: false,
    isInert: false,
    isPutAside: false,
    hasUnreadFiles: false,
    hasCurlyQuotes: false,
    isWrongMarkup: false,
    asksForPassword: false,
    otherFrames: 0,
    textLength: 0,
    allScripts: 0,
  };
}

function addPolicy(facts: TagFacts, { attributes }: Tag): void {
  if (attributes.get('http-equiv')?.toLowerCase() !== 'content-security-policy') return;
  if (facts.policies.length < MAX_COUNT)
    facts.policies.push((attributes.get('content') ?? '').slice(0, MAX_POLICY_LENGTH));
}

function addFrame(facts: TagFacts, tag: Tag, parseUrl: ParseUrl, places: ReadonlySet<Place>): void {
  const frame = parseFrameTag(tag, parseUrl, places);
  if (frame === undefined) facts.otherFrames += 1;
  else if (facts.frames.length < MAX_COUNT) facts.frames.push(frame);
}

/** What site builders put into a frame as an attribute. */
function parseInside({ attributes }: Tag, page: URL, publicUrl: string): readonly PageFacts[] {
  const html = attributes.get('srcdoc');
  if (
    html === undefined ||
    !isOurs(html, publicUrl) ||
    attributes.get('sandbox')?.includes('allow-scripts') === false
  ) {
    return [];
  }
  // Frames in frames are left out: an attribute inside an attribute would be read again and again.
  return [parsePageFacts(html.replaceAll(/\ssrcdoc\b/gi, ' data-srcdoc'), page, publicUrl)];
}

function addElement(facts: TagFacts, { name, attributes }: Tag, parseUrl: ParseUrl, inMountPoint: boolean): void {
  switch (name) {
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

/** What editors and plugins leave of a snippet that they changed. */
function findTraces(facts: TagFacts, { name, attributes }: Tag, publicUrl: string): void {
  if (name === 'div' || name === 'script' || name === 'iframe') {
    const [value = '', plain = value.replace(ALL_CURLY_QUOTES, '')] = [
      attributes.get(name === 'div' ? 'class' : 'src'),
    ];
    facts.hasCurlyQuotes ||= plain !== value && (plain.trim() === 'tidings' || isOurs(plain, publicUrl));
  }
  for (const value of attributes.values()) facts.isPutAside ||= isOurs(unpackBase64(value), publicUrl);
}

function isOurs(text: string | undefined, publicUrl: string): boolean {
  return text?.includes(`${withoutScheme(publicUrl)}/`) === true;
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:/, '');
}
