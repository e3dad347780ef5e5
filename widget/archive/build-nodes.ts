import { type ArticleNode, ATTRIBUTES, ELEMENTS, LINKS } from '../contract/article-document.ts';

/** What the body's elements depend on. */
export interface BodyOptions {
  /** Start of the addresses of the server's own images. */
  readonly media: string;
  /** Level of the heading above the body. */
  readonly heading: number;
  /** Title of links that open a new tab; `false` if they open in the same tab. */
  readonly newTab: string | false;
}

/** No real article is nested deeper. */
const MAX_DEPTH = 100;

/**
 * Builds the nodes of a body. Whatever the server sends, an element or attribute that is not on the list is left out; the content of such an element
 * stays. Nothing is parsed as markup.
 */
export function buildNodes(tree: readonly unknown[], options: BodyOptions, depth = 0): readonly (Node | string)[] {
  return tree.flatMap((node) => {
    if (typeof node === 'string') return [node];
    if (!Array.isArray(node) || depth > MAX_DEPTH) return [];
    const [name, attributes, ...content] = node as unknown as Exclude<ArticleNode, string>;
    const children = buildNodes(content, options, depth + 1);
    if (!ELEMENTS.test(name)) return children;
    // Only the names of headings have a digit: `h2` to `h6`.
    const level = Number(name.slice(1));
    const built = document.createElement(level ? `h${Math.min(6, level + options.heading - 1)}` : name);
    for (const [key, value] of Object.entries(attributes)) {
      const isAllowed =
        key === 'src'
          ? name === 'img' && value.startsWith(options.media)
          : key !== 'href' || (name === 'a' && LINKS.test(value));
      if (isAllowed && ATTRIBUTES.test(key)) {
        // Before `src`, or Firefox and Safari load at once.
        if (key === 'src') (built as HTMLImageElement).loading = 'lazy';
        built.setAttribute(key, value);
      }
    }
    if (name === 'a' && options.newTab) Object.assign(built, { target: '_blank', title: options.newTab });
    built.append(...children);
    return [built];
  });
}
