import type { Direction } from './headlines.ts';

/** An article that opens in the archive: the answer of `/v1/articles/{id}.json`. All texts are plain Unicode. Add members, but never change one. */
export interface ArticleDocument {
  readonly v: 1;
  readonly id: string;
  /** Absolute URL of the article's own page. */
  readonly url: string;
  /** BCP 47. */
  readonly lang?: string;
  /** Direction of `lang`. */
  readonly dir?: Direction;
  readonly title: string;
  /** Names, with roles if known. */
  readonly byline?: string;
  /** Seconds since the Unix epoch. */
  readonly published: number;
  /** Seconds since the Unix epoch; absent if the article has not changed. */
  readonly updated?: number;
  /** Labels. */
  readonly categories?: readonly string[];
  /** On our own server; absent if the body shows it. */
  readonly picture?: ArticlePicture;
  /** Absolute URL on our own server. */
  readonly audio?: string;
  readonly correction?: { readonly text: string; readonly at: number };
  /** The newsroom's name. */
  readonly publisher: string;
  readonly licence?: { readonly text: string; readonly url?: string };
  /** With the dateline. */
  readonly body: readonly ArticleNode[];
}

/** The lead image. Width and height are in pixels. */
export interface ArticlePicture {
  readonly src: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
  readonly caption?: string;
  readonly credit?: string;
}

/** What answers with 410 for an article that was taken back. */
export interface RetractedArticle {
  readonly v: 1;
  readonly id: string;
  readonly lang?: string;
  readonly dir?: Direction;
  readonly withdrawn: { readonly reason: string; readonly at?: number };
}

/** A text or an element. */
export type ArticleNode =
  | string
  | readonly [name: string, attributes: Readonly<Record<string, string>>, ...content: ArticleNode[]];

/** The elements allowed in a body. */
export const ELEMENTS =
  /^(a|abbr|address|aside|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|data|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[2-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr)$/;

/** The attributes allowed on them. `src` only for images of our own server; `href` only for `LINKS`. */
export const ATTRIBUTES =
  /^(alt|colspan|datetime|dir|height|href|hreflang|lang|open|reversed|rowspan|scope|span|src|start|title|value|width)$/;

/** The web and e-mail addresses. */
export const LINKS = /^(https?:\/\/|mailto:)/i;
