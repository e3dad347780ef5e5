import type { StoredImage } from '../../media/stored-media.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

/** An image in the media folder that replaces another `src`. */
export type MediaImage = Pick<StoredImage, 'url' | 'width' | 'height'>;

/** The context of an element. */
export interface TidyContext {
  /** The base of relative addresses. Without it they are removed. */
  readonly baseUrl: string | undefined;
  /** Images in the media folder, by the `src` that they replace and by their own reference. */
  readonly mediaImages: ReadonlyMap<string, MediaImage>;
  /** How many levels headings are lowered. */
  readonly headingShift: 0 | 1;
  readonly insideLink: boolean;
  /** Inside an element that cannot contain a paragraph. */
  readonly insidePhrasing: boolean;
  /** Inside `pre`, where white space is kept. */
  readonly insidePre: boolean;
}

/** Returns the replacement of an element. `tidyChildren` applies the rules to its children. */
export type TidyRule = (
  element: HtmlElement,
  context: TidyContext,
  tidyChildren: (children: readonly HtmlNode[], context: TidyContext) => readonly HtmlNode[],
) => readonly HtmlNode[];
