import { Parser } from 'htmlparser2';
import { type ArticleNode, ATTRIBUTES, ELEMENTS, LINKS } from '../../widget/contract/article-document.ts';

/** Elements that structure a whole page, and what they become inside another page. */
const RENAMED: Readonly<Record<string, string>> = { article: 'div', footer: 'div', header: 'div' };
const PLAYERS: ReadonlySet<string> = new Set(['audio', 'video', 'source']);
const REMOVED_IF_EMPTY: ReadonlySet<string> = new Set(['a', 'div', 'figure', 'p']);

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: ArticleNode[];
}

/**
 * Builds a tree of allowed elements from cleaned HTML. Only images whose address begins with `media` stay. Other images, audio and
 * video become links, so that a visitor's browser contacts no third party.
 */
export function buildArticleTree(html: string, media: string): readonly ArticleNode[] {
  const root: OpenElement = { name: '', attributes: {}, content: [] };
  const open: OpenElement[] = [root];
  const add = (node: ArticleNode): void => {
    const { content } = open.at(-1) ?? root;
    const before = content.at(-1);
    // The parser delivers a text in several pieces.
    if (typeof node === 'string' && typeof before === 'string') content[content.length - 1] = before + node;
    else content.push(node);
  };
  const addLink = (address: string | undefined, text: string): void => {
    if (text === '') return;
    const canLink = address !== undefined && LINKS.test(address) && !open.some(({ name }) => name === 'a');
    add(canLink ? ['a', { href: address }, text] : text);
  };
  const parser = new Parser({
    onopentag(tag, attributes) {
      const name = RENAMED[tag] ?? tag;
      if (PLAYERS.has(name) && attributes.src !== undefined) addLink(attributes.src, hostOf(attributes.src));
      const isExternalImage = name === 'img' && !attributes.src?.startsWith(media);
      if (isExternalImage) addLink(attributes.src, attributes.alt ?? '');
      open.push({ name: isExternalImage ? '' : name, attributes: filterAttributes(name, attributes), content: [] });
    },
    ontext: add,
    onclosetag() {
      const { name, attributes, content } = open.pop() ?? root;
      if (!ELEMENTS.test(name)) for (const node of content) add(node);
      else if (content.length > 0 || !REMOVED_IF_EMPTY.has(name)) add([name, attributes, ...content]);
    },
  });
  parser.end(html);
  return root.content;
}

function filterAttributes(
  name: string,
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = Object.entries(attributes).filter(
    ([key, value]) =>
      ATTRIBUTES.test(key) && (key !== 'href' || LINKS.test(value)) && (key !== 'src' || name === 'img'),
  );
  return Object.fromEntries(kept);
}

function hostOf(address: string): string {
  return URL.parse(address)?.hostname.replace(/^www\./, '') ?? '';
}
