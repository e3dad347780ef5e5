import { Parser } from 'htmlparser2';
import { escapeMarkup, escapeText } from '../../model/escape-markup.ts';
import { toXmlText } from '../../model/xml-text.ts';

/** A piece of HTML: text, decoded, or an element. */
export type HtmlNode = string | HtmlElement;

export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlNode[];
}

/** Elements without content, as sanitize-html is told to write them. */
export const VOID_ELEMENTS: readonly string[] = ['img', 'br', 'hr', 'col', 'source', 'wbr'];
/** Attributes that say something by standing there. */
const BOOLEAN_ATTRIBUTES: readonly string[] = ['controls', 'reversed', 'open'];
/** Deeper than any article; beyond it the parser's work grows with the square of the depth. */
const MAX_DEPTH = 500;
/** The parser remembers every one of these, closed or not. */
const FOREIGN_ELEMENTS: ReadonlySet<string> = new Set(['svg', 'math']);
const MAX_FOREIGN_ELEMENTS = 1000;

/**
 * Parses HTML, however broken, into a tree without comments and without code points that XML may not hold. `undefined` where it nests
 * deeper than 500 elements, or holds more drawings and formulas than any article. Line ends become `\n`, as XML parsers make them anyway.
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
    parser.end(normalise(html));
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
  return root;
}

/** Writes a tree the way sanitize-html writes it, so that the two can be compared. */
export function serializeHtml(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => (typeof node === 'string' ? escapeText(normalise(node)) : serializeElement(node)))
    .join('');
}

/** All the text of a tree, in order. */
export function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');
}

function serializeElement({ name, attributes, children }: HtmlElement): string {
  const written = Object.entries(attributes)
    .map(([key, value]) =>
      BOOLEAN_ATTRIBUTES.includes(key) ? ` ${key}` : ` ${key}="${escapeMarkup(normalise(value))}"`,
    )
    .join('');
  return VOID_ELEMENTS.includes(name)
    ? `<${name}${written} />`
    : `<${name}${written}>${serializeHtml(children)}</${name}>`;
}

function normalise(text: string): string {
  const clean = toXmlText(text);
  return clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
}

class TooComplex extends Error {}
