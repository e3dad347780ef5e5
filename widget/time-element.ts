import { element } from './element.ts';

/** A `time` element. `seconds` since the Unix epoch; `lang` is the language of the text. */
export function timeElement(seconds: number, text: string | undefined, lang: string): HTMLTimeElement {
  return element('time', { lang, dir: 'auto', datetime: new Date(seconds * 1000).toISOString() }, text);
}
