import { findCopies } from './find-copies.ts';
import type { OtherScript, PageScript } from './page-facts.ts';
import { parseScriptState, parseScriptTag } from './parse-script-tag.ts';
import type { Tag } from './parse-tags.ts';
import type { TidingsUrl } from './tidings-url.ts';
import { addressAt } from './unpack-base64.ts';

const MAX_OTHER_SCRIPTS = 100;
const MAX_URL_LENGTH = 2000;

interface ScriptSurroundings {
  /** Of relative addresses. */
  readonly base: URL;
  readonly policiesBefore: number;
}

/** Collects the scripts of a page. `ours` is the server's address without its scheme. */
export function createScriptParser(parseUrl: (text: string) => TidingsUrl | undefined, ours: string, max: number) {
  const scripts: PageScript[] = [];
  const otherScripts: OtherScript[] = [];
  return {
    scripts,
    otherScripts,
    /** Whether the script is one of ours. */
    opened(tag: Tag, { base, policiesBefore }: ScriptSurroundings): boolean {
      const { attributes } = tag;
      const found = {
        nonce: attributes.get('nonce'),
        integrity: attributes.get('integrity'),
        crossorigin: attributes.has('crossorigin'),
        policiesBefore,
      };
      const script = scripts.length < max ? parseScriptTag(tag, parseUrl) : undefined;
      if (script !== undefined) scripts.push({ ...script, ...found, src: script.url.url });
      else if (otherScripts.length < MAX_OTHER_SCRIPTS) {
        const [name, src] = findFile(attributes, base);
        if (src !== undefined) otherScripts.push({ ...parseScriptState(attributes, name), ...found, src });
      }
      return script !== undefined;
    },
    /** Reads the code inside a script element, which may load our script. */
    text(program: string, policiesBefore: number): void {
      if (scripts.length >= max || findCopies(program).length > 0) return;
      // JSON may write slashes as `\/`.
      const text = program.replaceAll('\\/', '/');
      const url = parseUrl(addressAt(text, text.indexOf(`${ours}/v1/`)));
      if (url?.server === 'other' || (url?.kind !== 'feed-script' && url?.kind !== 'widget-code')) return;
      const found = { nonce: undefined, integrity: undefined, crossorigin: false, policiesBefore };
      scripts.push({ url, src: url.url, state: 'loaded', delayer: undefined, ...found });
    },
  };
}

/** The attribute with the file of a script, which plugins move, and its address. */
function findFile(attributes: Tag['attributes'], base: URL): readonly [name: string, src: URL | undefined] {
  for (const [name, value] of attributes) {
    if (!name.endsWith('src') || value.length > MAX_URL_LENGTH) continue;
    const url = URL.parse(value, base);
    if (url !== null && /^https?:$/.test(url.protocol)) return [name, url];
  }
  return ['', undefined];
}
