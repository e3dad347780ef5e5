import { type HtmlElement, type HtmlNode, parseHtml } from './html-tree.ts';

const ASIDE: ReadonlySet<string> = new Set(
  'h1 h2 h3 h4 h5 h6 figure figcaption aside table pre ul ol dl blockquote footer header'.split(' '),
);

/** The paragraphs of clean HTML as plain text. Without paragraphs, the whole text is one. */
export function listParagraphs(html: string): readonly string[] {
  const nodes = parseHtml(html) ?? [];
  const paragraphs = collect(nodes).filter((text) => text.trim() !== '');
  return paragraphs.length > 0 ? paragraphs : [plain(nodes)];
}

function collect(nodes: readonly HtmlNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || ASIDE.has(node.name)) return [];
    return node.name === 'p' ? [plain(node.children)] : collect(node.children);
  });
}

function plain(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      return node.name === 'br' ? '\n' : isNoteReference(node) ? '' : plain(node.children);
    })
    .join('');
}

/** Whether an element is the number of a footnote: `<sup>[1]</sup>`. */
function isNoteReference({ name, children }: HtmlElement): boolean {
  return name === 'sup' && children.length === 1 && /^\[\d+\]$/.test(String(children[0]));
}
