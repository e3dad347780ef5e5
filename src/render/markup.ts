import { escapeMarkup } from '../model/escape-markup.ts';

/** XML character data without escaping, for text that is markup itself; every `]]>` in it is split between two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** The attributes of one element; what is `undefined` is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element without content, or with content that is markup already. */
export function element(name: string, attributes: Attributes, markup = ''): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}="${typeof value === 'number' ? value : escapeMarkup(value)}"`;
  }
  return markup === '' ? `${tag}/>` : `${tag}>${markup}</${name}>`;
}

/** An element that holds an address, a date, a name from a list; nothing at all where there is no text. */
export function textElement(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${escapeMarkup(text)}</${name}>`;
}

/**
 * An element that holds plain words for people; nothing at all where there are none. Where they could be taken for HTML, `&` and `<`
 * are hexadecimal references, as the RSS Best Practices Profile asks: by them a reader and the validator know that no HTML is meant.
 * Elsewhere they are not, since the readers that know the five names alone are many.
 */
export function proseElement(name: string, text: string | undefined): string {
  if (text === undefined || !LOOKS_LIKE_HTML.test(text)) return textElement(name, text);
  return `<${name}>${text.replace(/[&<>]/g, (character) => NUMBERED[character] ?? character)}</${name}>`;
}

/** Elements one a line; what is absent or empty is left out. */
export function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

const NUMBERED: Readonly<Record<string, string>> = { '&': '&#x26;', '<': '&#x3C;', '>': '&gt;' };

/** An entity, with or without its semicolon, or a tag. `Q&A` and `a < b` are none. */
const LOOKS_LIKE_HTML = /&(?:#|[A-Za-z]{2}|\w*[\d_])|<[/A-Za-z]/;
