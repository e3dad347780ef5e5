import type { StoredImage } from '../../media/stored-media.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

/** A picture of our own media folder that stands for a source in the HTML. */
export type MediaImage = Pick<StoredImage, 'url' | 'width' | 'height'>;

/** What a rule knows of the place in which it works. */
export interface TidyContext {
  /** Against which relative addresses are resolved; without it they are dropped. */
  readonly baseUrl: string | undefined;
  /** Our own pictures by the `src` that they stand for, and by their own reference. */
  readonly mediaImages: ReadonlyMap<string, MediaImage>;
  /** How many levels the headings go down. */
  readonly headingShift: 0 | 1;
  readonly insideLink: boolean;
  /** Inside an element that can hold no paragraph. */
  readonly insidePhrasing: boolean;
  /** Where white space has a meaning. */
  readonly insidePre: boolean;
}

/** A rule: what stands in the place of an element. `tidyChildren` tidies what is inside it. */
export type TidyRule = (
  element: HtmlElement,
  context: TidyContext,
  tidyChildren: (children: readonly HtmlNode[], context: TidyContext) => readonly HtmlNode[],
) => readonly HtmlNode[];
