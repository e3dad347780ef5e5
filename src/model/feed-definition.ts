import type { MediaReference } from './article.ts';

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
  /**
   * Also its address: `/feeds/{id}.rss`. For a derived feed the path, `category/israel`; for a feed of one's own `c/{code}`, or with
   * its canonical query `custom?category=israel`.
   */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** The feed's home page for people, absolute http(s); by default `/feeds/{id}`. */
  readonly home?: string;
  readonly image?: { readonly url: MediaReference; readonly alt: string };
  readonly select: Selection;
  /** An article that has any of these is left out. */
  readonly exclude: Selection;
  /** A second selection, which an article has to meet as well: by what a visitor narrows a feed. */
  readonly also?: Selection;
  /** Only articles in whose title, summary or text all of these words stand; plain text. */
  readonly search?: string;
  /** Items in the document. */
  readonly count: number;
  readonly content: 'full' | 'summary';
  readonly copyright?: string;
  /** Absolute http(s) URL of a licence. */
  readonly licence?: string;
  /** Makes the feed a podcast: only articles with sound, and what podcast directories ask for. */
  readonly podcast?: Podcast;
}

/** What directories of podcasts want to know (Apple's podcaster guide; the podcast namespace). */
export interface Podcast {
  readonly author: string;
  readonly owner: { readonly name: string; readonly email: string };
  /** Apple's categories, the most fitting first; a subcategory stands behind its category. */
  readonly categories: readonly { readonly name: string; readonly subcategory?: string }[];
  readonly explicit: boolean;
  /** A square JPEG or PNG of 1400 to 3000 pixels. */
  readonly artwork: MediaReference;
  readonly type: 'episodic' | 'serial';
  /** Whether other directories may take the feed over: `podcast:locked`. */
  readonly locked: boolean;
  /** `podcast:guid`; by default derived from the feed's address (UUIDv5). */
  readonly guid?: string;
}

/** The selection that asks nothing. */
export const EMPTY_SELECTION: Selection = { categories: [], tags: [], authors: [], languages: [] };
