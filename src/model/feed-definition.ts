/** Which articles: any of the values inside a field, all of the fields; an empty field asks nothing. Values are slugs. */
export interface Selection {
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  /** BCP 47; `es` also takes `es-MX`. */
  readonly languages: readonly string[];
}

/** A feed: what it is called, what it holds, how much of each article it shows. */
export interface FeedDefinition {
  /** Also its address: `/feeds/{id}.rss`. For a derived feed the path, `category/israel`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** The feed's home page for people, absolute http(s); by default `/feeds/{id}`. */
  readonly home?: string;
  readonly image?: { readonly url: string; readonly alt: string };
  readonly select: Selection;
  /** An article that has any of these is left out. */
  readonly exclude: Selection;
  /** Items in the document. */
  readonly count: number;
  readonly content: 'full' | 'summary';
  readonly copyright?: string;
  /** Absolute http(s) URL of a licence. */
  readonly licence?: string;
}

/** The selection that asks nothing. */
export const EVERYTHING: Selection = { categories: [], tags: [], authors: [], languages: [] };
