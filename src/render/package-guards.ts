import type { Extension } from 'feed';

/*
 * What the package `feed` (6.0) and the writer below it (xml-js 1.6) do to text, and how to hand text over so that it arrives
 * as it was. Each defect is pinned by a test, so that an upgrade which mends one is noticed.
 */

/** Text of an element. The writer turns every `&amp;` into `&` before it escapes, so a title that says `&amp;` would lose it. */
export function guardText(text: string): string {
  return text.replaceAll('&', '&amp;');
}

/** Text that the package writes as CDATA: title, description, content. The writer splits the first `]]>` and no other. */
export function guardCdata(text: string): string {
  const first = text.indexOf(']]>');
  if (first === -1) return text;
  const rest = first + ']]>'.length;
  return text.slice(0, rest) + text.slice(rest).replaceAll(']]>', ']]]]><![CDATA[>');
}

/** The value of an attribute: the writer escapes the quotation mark alone. */
export function guardAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** An element of an extension in the writer's compact form. */
export interface ExtensionElement {
  readonly [name: string]: string | ExtensionElement | Readonly<Record<string, string>> | undefined;
}

/**
 * Elements of one name. The package hands `objects` to the writer as they are, and the writer takes a list as one element
 * each and an empty list as none, which the package's type does not say.
 */
export function elements(name: string, list: readonly ExtensionElement[]): Extension {
  return { name, objects: list as unknown as Record<string, unknown> };
}

/** An element that holds text. */
export function guardedText(text: string): ExtensionElement {
  return { _text: guardText(text) };
}

/** The attributes of an element; what is `undefined` is left out. */
export function guardedAttributes(values: Readonly<Record<string, string | number | undefined>>): ExtensionElement {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return { _attributes: Object.fromEntries(known.map(([name, value]) => [name, guardAttribute(String(value))])) };
}
