import type { MediaReference } from './article.ts';

/** Selects articles that have, in each field that is not empty, at least one of its values. Values are slugs. */
export interface Selection {
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  /** BCP 47; `es` also matches `es-MX`. */
  readonly languages: readonly string[];
}

export interface FeedDefinition {
  /** Part of its address `/feeds/{id}.rss`: `top`, `category/israel`, or for a custom feed `c/{code}` or `custom?category=israel`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** The feed's home page for people, absolute http(s); by default `/feeds/{id}`. */
  readonly home?: string;
  readonly image?: { readonly url: MediaReference; readonly alt: string };
  readonly select: Selection;
  readonly exclude: Selection;
  /** A second selection that articles have to match too. */
  readonly also?: Selection;
  /** Only articles with all of these words; plain text. */
  readonly search?: string;
  readonly count: number;
  readonly content: 'full' | 'summary';
  readonly copyright?: string;
  /** Absolute http(s) URL of a licence. */
  readonly licence?: string;
  /** Makes the feed a podcast: only articles with audio. */
  readonly podcast?: Podcast;
}

/** Fields that podcast directories require (Apple's podcaster guide; the podcast namespace). */
export interface Podcast {
  readonly author: string;
  readonly owner: { readonly name: string; readonly email: string };
  /** Apple's categories. */
  readonly categories: readonly { readonly name: string; readonly subcategory?: string }[];
  readonly explicit: boolean;
  /** A square JPEG or PNG of 1400 to 3000 pixels. */
  readonly artwork: MediaReference;
  readonly type: 'episodic' | 'serial';
  /** Forbids other platforms to import the feed: `podcast:locked`. */
  readonly locked: boolean;
  /** `podcast:guid`; by default derived from the feed's address (UUIDv5). */
  readonly guid?: string;
}

/** A selection without conditions: it matches every article, and as `exclude` none. */
export const EMPTY_SELECTION: Selection = { categories: [], tags: [], authors: [], languages: [] };
