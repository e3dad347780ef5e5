import { Parser } from 'htmlparser2';
import { escapeMarkup, escapeText } from '../../model/escape-markup.ts';
import { toXmlText } from '../../model/xml-text.ts';

/** Decoded text, or an element. */
export type HtmlNode = string | HtmlElement;

export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlNode[];
}

/** Elements without content. sanitize-html writes them in the same form. */
export const VOID_ELEMENTS: readonly string[] = ['img', 'br', 'hr', 'col', 'source', 'wbr'];
const BOOLEAN_ATTRIBUTES: readonly string[] = ['controls', 'reversed', 'open'];
/** More than any article has. The time of the parser is quadratic in the depth. */
const MAX_DEPTH = 500;
/** The parser keeps each of these in memory, even after it is closed. */
const FOREIGN_ELEMENTS: ReadonlySet<string> = new Set(['svg', 'math']);
const MAX_FOREIGN_ELEMENTS = 1000;

/**
 * Parses valid or broken HTML into a tree without comments and characters that XML does not allow. Line ends become `\n`.
 * `undefined` for more than 500 nested elements, or more SVG and MathML than any article has.
 */
export function parseHtml(html: string): readonly HtmlNode[] | undefined {
  const root: HtmlNode[] = [];
  const stack: { name: string; children: HtmlNode[] }[] = [{ name: '', children: root }];
  let foreignElements = 0;
  const top = () => stack.at(-1)?.children ?? root;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (FOREIGN_ELEMENTS.has(name)) foreignElements += 1;
      if (stack.length > MAX_DEPTH || foreignElements > MAX_FOREIGN_ELEMENTS) throw new TooComplex();
      const children: HtmlNode[] = [];
      top().push({ name, attributes, children });
      stack.push({ name, children });
    },
    ontext(text) {
      const siblings = top();
      const last = siblings.at(-1);
      if (typeof last === 'string') siblings[siblings.length - 1] = last + text;
      else siblings.push(text);
    },
    onclosetag() {
      if (stack.length > 1) stack.pop();
    },
  });
  try {
    parser.end(normalize(html));
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
  return root;
}

/** Serializes a tree in the form of sanitize-html, so that the results can be compared. */
export function serializeHtml(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => (typeof node === 'string' ? escapeText(normalize(node)) : serializeElement(node)))
    .join('');
}

function serializeElement({ name, attributes, children }: HtmlElement): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    BOOLEAN_ATTRIBUTES.includes(key) ? ` ${key}` : ` ${key}="${escapeMarkup(normalize(value))}"`,
  );
  const start = `<${name}${written.join('')}`;
  return VOID_ELEMENTS.includes(name) ? `${start} />` : `${start}>${serializeHtml(children)}</${name}>`;
}

function normalize(text: string): string {
  const clean = toXmlText(text);
  return clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
}

class TooComplex extends Error {}
