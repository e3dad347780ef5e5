/** Text as it stands between tags or in a double-quoted attribute, of XML and of HTML alike. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

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
    if (value !== undefined) tag += ` ${key}="${escapeMarkup(String(value))}"`;
  }
  return markup === '' ? `${tag}/>` : `${tag}>${markup}</${name}>`;
}

/** An element that holds text; nothing at all where there is no text. */
export function textElement(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${escapeMarkup(text)}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
