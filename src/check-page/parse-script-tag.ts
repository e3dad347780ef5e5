import { findDelayer, type Optimiser } from './optimisers.ts';
import type { Tag } from './parse-tags.ts';
import type { TidingsUrl } from './tidings-url.ts';
import { readAddress } from './unpack-base64.ts';

/** `delayed` until a visitor does something, `blocked` until a visitor agrees, `loaded` by another script, nobody knows when. */
type ScriptState = 'runs' | 'delayed' | 'blocked' | 'loaded';

export interface ScriptTag {
  readonly url: TidingsUrl;
  readonly state: ScriptState;
  readonly delayer: Optimiser | undefined;
}

/** Types that browsers run: none, a module, or a JavaScript media type without parameters (WHATWG MIME Sniffing, 4.6). */
const RUNNABLE =
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/i;
/** Attributes of consent managers. */
export const CONSENT = /cookie|consent|cmp|borlabs|usercentrics|categor|iub|suppressed|gdpr/;

/** Parses a script of ours; `undefined` if it is not. Optimisers and consent managers move its URL to another attribute, some as base64. */
export function parseScriptTag(
  { attributes }: Tag,
  parseUrl: (text: string) => TidingsUrl | undefined,
): ScriptTag | undefined {
  for (const name of new Set(['src', ...attributes.keys()])) {
    const url = parseUrl(readAddress(attributes.get(name) ?? ''));
    if (url?.kind === 'feed-script' || url?.kind === 'widget-code')
      return { url, ...parseScriptState(attributes, name) };
  }
  return undefined;
}

/** When browsers run a script whose URL is in this attribute. */
export function parseScriptState(
  attributes: Tag['attributes'],
  nameOfUrl: string,
): Pick<ScriptTag, 'state' | 'delayer'> {
  const type = (attributes.get('type') ?? '').trim();
  const isRunnable = RUNNABLE.test(type) && !attributes.has('nomodule');
  if (nameOfUrl === 'src' && isRunnable) return { state: 'runs', delayer: undefined };
  const names = [...attributes.keys()].filter((name) => name.startsWith('data-'));
  const needsConsent = [nameOfUrl, ...names].some((name) => CONSENT.test(name));
  const delayer = needsConsent ? undefined : findDelayer([type, attributes.get('data-type') ?? '', ...names]);
  return { state: delayer === undefined ? 'blocked' : 'delayed', delayer };
}
