import type { Tag } from './read-tags.ts';

/** What becomes of a script that stands in a page: it runs; an optimiser runs it later; something waits with it, perhaps for ever. */
export type ScriptState = 'runs' | 'delayed' | 'held-back';

/** What a browser runs: no type, a module, or a JavaScript media type without parameters (WHATWG MIME Sniffing, 4.6). */
const RUNS =
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/i;
/** How optimisers mark what they run later: WP Rocket, LiteSpeed, Perfmatters, Flying Scripts, Rocket Loader and their like. */
const OPTIMISER = /rocket|litespeed|delay|lazy|defer|flying|pm-|-(?:text\/javascript|module)$/i;

/** The address of a script and what becomes of it. The address may have been moved to another attribute; consent managers do that, too. */
export function readScript(
  { attributes }: Tag,
  isOurs: (text: string) => boolean,
): { readonly src: string; readonly state: ScriptState } | undefined {
  const type = (attributes.get('type') ?? '').trim();
  const src = attributes.get('src');
  if (src !== undefined && isOurs(src)) {
    if (RUNS.test(type) && !attributes.has('nomodule')) return { src, state: 'runs' };
    return { src, state: OPTIMISER.test(type) ? 'delayed' : 'held-back' };
  }
  for (const [name, value] of attributes) {
    if (name === 'src' || !isOurs(value)) continue;
    const delayed = [name, type, attributes.get('data-type') ?? ''].some((mark) => OPTIMISER.test(mark));
    return { src: value, state: delayed ? 'delayed' : 'held-back' };
  }
  return undefined;
}
