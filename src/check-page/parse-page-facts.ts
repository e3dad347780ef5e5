import { findCopies } from './find-copies.ts';
import { findShownCode } from './find-shown-code.ts';
import { createMountPointParser, isMountPoint } from './mount-point-parser.ts';
import { openElements } from './open-elements.ts';
import type { PageFacts } from './page-facts.ts';
import { parseFrameTag } from './parse-frame-tag.ts';
import { parseScriptState, parseScriptTag } from './parse-script-tag.ts';
import { parseTags, type Tag } from './parse-tags.ts';
import { type Place, placeOf } from './places.ts';
import { createPluginParser } from './plugin-parser.ts';
import { buildCopiedScript } from './read-copies.ts';
import { createTidingsUrlParser, type TidingsUrl } from './tidings-url.ts';
import { addressAt, unpackBase64 } from './unpack-base64.ts';

/** Of each kind of thing: further ones are ignored, so that a hostile page costs no time. */
const MAX_COUNT = 20;
const MAX_OTHER_SCRIPTS = 100;
const MAX_URLS = 5000;
const MAX_URL_LENGTH = 2000;
const MAX_POLICY_LENGTH = 16 * 1024;
/** Browsers with JavaScript ignore what is inside. */
const INERT = ['noscript', 'template'];
const HIDDEN = ['script', 'style', 'title', ...INERT];
const IN_HEAD: ReadonlySet<string> = new Set(['html', 'head', 'meta', 'link', 'base', ...HIDDEN]);
const CURLY_QUOTES = /[“”„‟«»″‘’]/;
const ALL_CURLY_QUOTES = new RegExp(CURLY_QUOTES, 'g');

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
type TagFacts = Mutable<Omit<PageFacts, 'mountPoints' | 'lookalikes' | 'pluginEmbeds' | 'shownCode'>>;
type ParseUrl = (text: string) => TidingsUrl | undefined;

/** The time it takes depends only on the length of the page. */
export function parsePageFacts(html: string, page: URL, publicUrl: string, isXml = false): PageFacts {
  const parseTidingsUrl = createTidingsUrlParser(publicUrl, MAX_URLS);
  let base: URL | undefined;
  const parseUrl: ParseUrl = (text) => parseTidingsUrl(text, base ?? page);
  const mountPoints = createMountPointParser(parseUrl, MAX_COUNT);
  const plugins = createPluginParser(parseUrl, MAX_COUNT);
  const open = openElements<Place>();
  const isInert = () => INERT.some(open.isIn);
  const facts = emptyFacts();
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
        else if (name === 'script') addScript(facts, tag, parseUrl, isInert(), isXml, base ?? page);
        else if (name === 'iframe') addFrame(facts, tag, parseUrl, places);
        else if (name === 'div' && isInert()) facts.isInert ||= isMountPoint(attributes);
        else addElement(facts, tag, parseUrl, mountPoints.isInside());
        findTraces(facts, tag, publicUrl);
        if (!isInert() || mountPoints.isInside()) mountPoints.opened(tag, places);
        if (!isInert()) plugins.opened(tag);
        open.opened(name, place);
      },
      closed(name) {
        mountPoints.closed(name);
        plugins.closed(name);
        open.closed(name);
      },
      text(piece) {
        if (open.isIn('script')) addProgram(facts, piece, parseUrl, publicUrl);
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
  return {
    ...facts,
    mountPoints: ours,
    lookalikes,
    scripts: [...facts.scripts, ...inPage],
    links: [...facts.links, ...lookalikes.flatMap(({ link }) => (link?.server === 'other' ? [] : (link ?? [])))],
    pluginEmbeds: plugins.embeds,
    isInert: facts.isInert && ours.length + facts.scripts.length === 0,
    shownCode: findShownCode(text, publicUrl),
  };
}

function emptyFacts(): TagFacts {
  return {
    scripts: [],
    otherScripts: [],
    frames: [],
    links: [],
    policies: [],
    hasFragment: false,
    isInert: false,
    isPutAside: false,
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

function addScript(facts: TagFacts, tag: Tag, parseUrl: ParseUrl, isInert: boolean, isXml: boolean, base: URL): void {
  facts.allScripts += 1;
  const { attributes } = tag;
  const found = {
    nonce: attributes.get('nonce'),
    integrity: attributes.get('integrity'),
    crossorigin: attributes.has('crossorigin'),
    policiesBefore: facts.policies.length,
  };
  const script = facts.scripts.length < MAX_COUNT ? parseScriptTag(tag, parseUrl) : undefined;
  if (script === undefined) {
    const [name, src] = findFile(attributes, base);
    if (src !== undefined && facts.otherScripts.length < MAX_OTHER_SCRIPTS)
      facts.otherScripts.push({ ...parseScriptState(attributes, name), ...found, src });
  } else if (isInert) facts.isInert = true;
  else {
    facts.isWrongMarkup ||= isXml ? tag.hasBareAttribute : tag.isSelfClosing;
    facts.scripts.push({ ...script, ...found, src: script.url.url });
  }
}

/** Code inside a script element that loads our script, or that holds our snippet as base64. */
function addProgram(facts: TagFacts, program: string, parseUrl: ParseUrl, publicUrl: string): void {
  facts.isPutAside ||= isOurs(unpackBase64(program), publicUrl);
  if (facts.scripts.length >= MAX_COUNT || findCopies(program).length > 0) return;
  // JSON may write slashes as `\\/`.
  const text = program.replaceAll('\\/', '/');
  const url = parseUrl(addressAt(text, text.indexOf(`${withoutScheme(publicUrl)}/v1/`)));
  if (url?.server === 'other' || (url?.kind !== 'feed-script' && url?.kind !== 'widget-code')) return;
  facts.scripts.push({
    url,
    src: url.url,
    state: 'loaded',
    delayer: undefined,
    nonce: undefined,
    integrity: undefined,
    crossorigin: false,
    policiesBefore: facts.policies.length,
  });
}

/** The attribute with the file of a script, which plugins move, and its address. */
function findFile(attributes: Tag['attributes'], base: URL): readonly [name: string, src: URL | undefined] {
  const [name, value] = [...attributes].find(([name, value]) => name.endsWith('src') && !value.startsWith('data:')) ?? [
    '',
    '',
  ];
  const url = value === '' || value.length > MAX_URL_LENGTH ? null : URL.parse(value, base);
  return [name, url !== null && /^https?:$/.test(url.protocol) ? url : undefined];
}

function addFrame(facts: TagFacts, tag: Tag, parseUrl: ParseUrl, places: ReadonlySet<Place>): void {
  const frame = parseFrameTag(tag, parseUrl, places);
  if (frame === undefined) facts.otherFrames += 1;
  else if (facts.frames.length < MAX_COUNT) facts.frames.push(frame);
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
