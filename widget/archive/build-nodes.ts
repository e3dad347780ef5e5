import { type ArticleNode, ATTRIBUTES, ELEMENTS, LINKS } from '../contract/article-document.ts';

/** Around the body: where its pictures may come from, how deep its headings stand, and where its links open. */
export interface BodyPlace {
  /** What the addresses of our own pictures begin with. */
  readonly media: string;
  /** The level of the heading above the body. */
  readonly heading: number;
  /** What is said of a link that opens in a new tab, if they do. */
  readonly newTab: string | false;
}

/** Deeper than any article; what nests deeper is no article but a trap. */
const DEEPEST = 100;

/**
 * Builds the nodes of a body. Whatever the server says, an element or attribute that is not on the list does not come to be: its content stays, as text at
 * the least. Nothing here is parsed as markup.
 */
export function buildNodes(tree: readonly unknown[], place: BodyPlace, depth = 0): readonly (Node | string)[] {
  return tree.flatMap((node) => {
    if (typeof node === 'string') return [node];
    if (!Array.isArray(node) || depth > DEEPEST) return [];
    const [name, attributes, ...content] = node as unknown as Exclude<ArticleNode, string>;
    const children = buildNodes(content, place, depth + 1);
    if (!ELEMENTS.test(name)) return children;
    // Of the names that are allowed, only those of headings have a digit: `h2` to `h6`.
    const level = Number(name.slice(1));
    const built = document.createElement(level ? `h${Math.min(6, level + place.heading - 1)}` : name);
    for (const [key, value] of Object.entries(attributes)) {
      const isRight =
        key === 'src'
          ? name === 'img' && value.startsWith(place.media)
          : key !== 'href' || (name === 'a' && LINKS.test(value));
      if (isRight && ATTRIBUTES.test(key)) {
        // Before the address, or Firefox and Safari begin to load at once.
        if (key === 'src') (built as HTMLImageElement).loading = 'lazy';
        built.setAttribute(key, value);
      }
    }
    if (name === 'a' && place.newTab) Object.assign(built, { target: '_blank', title: place.newTab });
    built.append(...children);
    return [built];
  });
}
