import type { Image } from '../../model/article.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

/** An image in the media folder that replaces another `src`. */
export type MediaImage = Required<Pick<Image, 'url' | 'width' | 'height'>>;

export interface TidyContext {
  /** The base of relative addresses. Without it they are removed. */
  readonly baseUrl: string | undefined;
  /** Images in the media folder, by the `src` that they replace and by their own reference. */
  readonly mediaImages: ReadonlyMap<string, MediaImage>;
  /** How many levels headings are lowered. */
  readonly headingShift: 0 | 1;
  readonly insideLink: boolean;
  /** In an element that cannot contain a paragraph. */
  readonly insidePhrasing: boolean;
  readonly insidePre: boolean;
}

export type TidyRule = (
  element: HtmlElement,
  context: TidyContext,
  tidyChildren: (children: readonly HtmlNode[], context: TidyContext) => readonly HtmlNode[],
) => readonly HtmlNode[];
