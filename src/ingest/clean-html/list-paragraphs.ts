import { type HtmlNode, parseHtml } from './html-tree.ts';

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
    .map((node) => (typeof node === 'string' ? node : node.name === 'br' ? '\n' : plain(node.children)))
    .join('');
}
