/** An article that can be read in place, as `/v1/articles/{id}.json` gives it. All texts are plain Unicode. Members may be added, never changed. */
export interface ArticleDocument {
  readonly v: 1;
  readonly id: string;
  /** Absolute URL of the article's own page. */
  readonly url: string;
  /** BCP 47. */
  readonly lang?: string;
  readonly title: string;
  /** Names, and roles where they are known. */
  readonly byline?: string;
  /** Seconds since the Unix epoch. */
  readonly published: number;
  /** Seconds since the Unix epoch, where the article was changed later. */
  readonly updated?: number;
  /** Labels. */
  readonly categories?: readonly string[];
  /** From our own server; absent where the body shows it. */
  readonly picture?: ArticlePicture;
  /** Absolute URL on our own server. */
  readonly audio?: string;
  readonly correction?: { readonly text: string; readonly at: number };
  /** The newsroom's name. */
  readonly publisher: string;
  readonly licence?: { readonly text: string; readonly url?: string };
  /** The text with its dateline. */
  readonly body: readonly ArticleNode[];
}

/** The lead picture, its size in pixels. */
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
  readonly withdrawn: { readonly reason: string; readonly at?: number };
}

/** A text, or an element: its name, its attributes, what is in it. */
export type ArticleNode =
  | string
  | readonly [name: string, attributes: Readonly<Record<string, string>>, ...content: ArticleNode[]];

/** The elements that a body may have. */
export const ELEMENTS =
  /^(a|abbr|address|aside|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|data|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[2-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr)$/;

/** The attributes that they may have; `src` only of pictures of our own server, `href` only to the web or to an e-mail address. */
export const ATTRIBUTES =
  /^(alt|colspan|datetime|dir|height|href|hreflang|lang|open|reversed|rowspan|scope|span|src|start|title|value|width)$/;

/** Where a link of a body may lead. */
export const LINKS = /^(https?:\/\/|mailto:)/i;
