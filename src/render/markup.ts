import { escapeMarkup } from '../model/escape-markup.ts';

/** Each `]]>` is split between two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** Attributes that are `undefined` are not written. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function element(name: string, attributes: Attributes, markup = ''): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}="${typeof value === 'number' ? value : escapeMarkup(value)}"`;
  }
  return markup === '' ? `${tag}/>` : `${tag}>${markup}</${name}>`;
}

/** An element for text that cannot look like HTML, such as an address or a date; empty if there is no text. */
export function textElement(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${escapeMarkup(text)}</${name}>`;
}

/**
 * An element for plain text; empty if there is no text. If the text looks like HTML, `&` and `<` become hexadecimal references: they tell
 * readers that it is not HTML (RSS Best Practices Profile). Otherwise they are named references, because many readers know only these.
 */
export function proseElement(name: string, text: string | undefined): string {
  if (text === undefined || !LOOKS_LIKE_HTML.test(text)) return textElement(name, text);
  return `<${name}>${text.replace(/[&<>]/g, (character) => NUMBERED[character] ?? character)}</${name}>`;
}

/** One element per line, without those that are absent or empty. */
export function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

const NUMBERED: Readonly<Record<string, string>> = { '&': '&#x26;', '<': '&#x3C;', '>': '&gt;' };

/** A character reference, with or without its semicolon, or a tag. Not `Q&A` and `a < b`. */
const LOOKS_LIKE_HTML = /&(?:#|[A-Za-z]{2}|\w*[\d_])|<[/A-Za-z]/;
