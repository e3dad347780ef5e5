import type { Tag } from './parse-tags.ts';
import type { TidingsUrl } from './tidings-url.ts';

export type ScriptState = 'runs' | 'delayed' | 'blocked';

/** Types that browsers run: none, a module, or a JavaScript media type without parameters (WHATWG MIME Sniffing, 4.6). */
const RUNNABLE =
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/i;
/** How optimisers mark scripts that they run later: WP Rocket, LiteSpeed, Perfmatters, Flying Scripts, Rocket Loader and others. */
const OPTIMISER = /rocket|litespeed|delay|lazy|defer|flying|pm-|-(?:text\/javascript|module)$/i;

/** Parses a script of ours; `undefined` if it is not. Optimisers and consent managers may have moved its URL to another attribute. */
export function parseScriptTag(
  { attributes }: Tag,
  parseUrl: (text: string) => TidingsUrl | undefined,
): { readonly url: TidingsUrl; readonly state: ScriptState } | undefined {
  const parseScriptUrl = (text: string | undefined): TidingsUrl | undefined => {
    const url = text === undefined ? undefined : parseUrl(text);
    return url?.kind === 'feed-script' || url?.kind === 'widget-code' ? url : undefined;
  };
  const type = (attributes.get('type') ?? '').trim();
  const url = parseScriptUrl(attributes.get('src'));
  if (url !== undefined) {
    if (RUNNABLE.test(type) && !attributes.has('nomodule')) return { url, state: 'runs' };
    return { url, state: OPTIMISER.test(type) ? 'delayed' : 'blocked' };
  }
  for (const [name, value] of attributes) {
    const moved = name === 'src' ? undefined : parseScriptUrl(value);
    if (moved === undefined) continue;
    const isDelayed = [name, type, attributes.get('data-type') ?? ''].some((mark) => OPTIMISER.test(mark));
    return { url: moved, state: isDelayed ? 'delayed' : 'blocked' };
  }
  return undefined;
}
