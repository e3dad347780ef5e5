import { Parser } from 'htmlparser2';
import { type ArticleNode, ATTRIBUTES, ELEMENTS, LINKS } from '../../widget/contract/article-document.ts';

/** Elements of a page of its own, which inside another page are parts of it. */
const RENAMED: Readonly<Record<string, string>> = { article: 'div', footer: 'div', header: 'div' };
const PLAYERS: ReadonlySet<string> = new Set(['audio', 'video', 'source']);
/** Say nothing when nothing is in them. */
const HOLLOW: ReadonlySet<string> = new Set(['a', 'div', 'figure', 'p']);

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: ArticleNode[];
}

/**
 * Cleaned HTML as a tree of allowed elements, for a page that must not parse markup. Pictures are those of our own media, whose addresses begin with `media`; a
 * picture, a sound or a film from elsewhere becomes a link, so that reading asks no third host for anything.
 */
export function buildArticleTree(html: string, media: string): readonly ArticleNode[] {
  const root: OpenElement = { name: '', attributes: {}, content: [] };
  const open: OpenElement[] = [root];
  const add = (node: ArticleNode): void => {
    const { content } = open.at(-1) ?? root;
    const before = content.at(-1);
    // The parser hands on a text in pieces.
    if (typeof node === 'string' && typeof before === 'string') content[content.length - 1] = before + node;
    else content.push(node);
  };
  const addLink = (address: string | undefined, text: string): void => {
    if (text === '') return;
    const canLink = address !== undefined && LINKS.test(address) && !open.some(({ name }) => name === 'a');
    add(canLink ? ['a', { href: address }, text] : text);
  };
  const parser = new Parser({
    onopentag(written, attributes) {
      const name = RENAMED[written] ?? written;
      if (PLAYERS.has(name) && attributes.src !== undefined) addLink(attributes.src, hostOf(attributes.src));
      const isForeign = name === 'img' && !attributes.src?.startsWith(media);
      if (isForeign) addLink(attributes.src, attributes.alt ?? '');
      open.push({ name: isForeign ? '' : name, attributes: allowed(name, attributes), content: [] });
    },
    ontext: add,
    onclosetag() {
      const { name, attributes, content } = open.pop() ?? root;
      if (!ELEMENTS.test(name)) for (const node of content) add(node);
      else if (content.length > 0 || !HOLLOW.has(name)) add([name, attributes, ...content]);
    },
  });
  parser.end(html);
  return root.content;
}

function allowed(name: string, attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = Object.entries(attributes).filter(
    ([key, value]) =>
      ATTRIBUTES.test(key) && (key !== 'href' || LINKS.test(value)) && (key !== 'src' || name === 'img'),
  );
  return Object.fromEntries(kept);
}

/** What a link is called where nothing else says so. */
function hostOf(address: string): string {
  return URL.parse(address)?.hostname.replace(/^www\./, '') ?? '';
}
