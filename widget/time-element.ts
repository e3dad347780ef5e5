import { element } from './element.ts';

/** A `time` element. `seconds` since the Unix epoch; `lang` is the language of the text. */
export function timeElement(seconds: number, text: string | undefined, lang: string): HTMLTimeElement {
  return element('time', { lang, dir: 'auto', dateTime: new Date(seconds * 1000).toJSON() }, text);
}
