import { SaxesParser } from 'saxes';

/** An element of a parsed document. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** The line of the end of its start tag, from 1. */
  readonly line: number;
  /** Values by local name, or by `{namespace}local` for an attribute with a prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its character data, without that of its children. */
  readonly text: string;
}

interface Open extends XmlElement {
  readonly attributes: Map<string, string>;
  readonly children: Open[];
  text: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Parses XML 1.0 with namespaces. Throws if it is not well-formed or has an undeclared prefix. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let root: Open | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>();
    for (const { uri, local, value } of Object.values(tag.attributes)) {
      if (uri !== XMLNS) attributes.set(uri === '' ? local : `{${uri}}${local}`, value);
    }
    const { uri, local } = tag;
    const element: Open = { uri, local, line: parser.line, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const append = (data: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += data;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  if (root === undefined) throw new Error('no element');
  return root;
}

/** The children of a name. */
export function childrenOf(element: XmlElement, uri: string, local: string): readonly XmlElement[] {
  return element.children.filter((child) => child.uri === uri && child.local === local);
}

/** The text of the first child of a name. */
export function textOf(element: XmlElement, uri: string, local: string): string | undefined {
  return childrenOf(element, uri, local)[0]?.text;
}
