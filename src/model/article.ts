import type { Term } from './term.ts';
import type { Timestamp } from './timestamp.ts';

/** A UUIDv7 that never changes. */
export type ArticleId = string & { readonly kind: 'ArticleId' };

export interface Author {
  readonly name: string;
  /** Absent for a person. */
  readonly kind?: 'organization';
  readonly role?: string;
  readonly url?: string;
}

/** An absolute http(s) URL, or `tidings-media:{hash}.{ext}` for a file in the media folder: the server's public URL may change. */
export type MediaReference = string;

/** Made at ingest. Sizes in pixels. */
export interface Thumbnail {
  readonly url: MediaReference;
  readonly width: number;
  readonly height: number;
  readonly type: string;
}

/** Sizes are known for images in the media folder, in pixels. */
export interface Image {
  readonly url: MediaReference;
  readonly alt: string;
  readonly credit?: string;
  readonly caption?: string;
  readonly width?: number;
  readonly height?: number;
  /** Media type, e.g. `image/jpeg`. */
  readonly type?: string;
  readonly bytes?: number;
  readonly thumbnail?: Thumbnail;
}

/** `bytes` and `duration`, in seconds, are measured or absent. */
export interface Audio {
  readonly url: MediaReference;
  readonly type: string;
  readonly bytes?: number;
  readonly duration?: number;
}

/** Plain text. */
export interface Correction {
  readonly text: string;
  readonly at: Timestamp;
}

/** Plain text. What the source says later does not undo an editor's retraction. */
export interface Retraction {
  readonly reason: string;
  readonly at: Timestamp;
  readonly by: 'source' | 'editor';
}

/** Plain text, for editors only. Readers are not told that the article was there. */
interface Withdrawal {
  readonly reason?: string;
  readonly at: Timestamp;
}

export const ARTICLE_STATES = ['draft', 'scheduled', 'published', 'retracted', 'withdrawn'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

export interface ArticleContent {
  /** Plain text, never escaped, as is `summary`, which may be empty. */
  readonly title: string;
  readonly summary: string;
  /** Cleaned HTML: no scripts, handlers or forms; every URL is absolute http(s), mailto or `tidings-media:`. */
  readonly contentHtml: string;
  readonly slug: string;
  /** The newsroom's own page of the article; absolute http(s). */
  readonly canonicalUrl?: string;
  readonly byline: readonly Author[];
  /** `JERUSALEM (Agency News)`, without the dash after it. */
  readonly dateline?: string;
  readonly categories: readonly Term[];
  readonly tags: readonly Term[];
  /** BCP 47. */
  readonly language: string;
  readonly image?: Image;
  readonly audio?: Audio;
  /** As an editor writes it (`parseLicence`). */
  readonly licence?: string;
  /** What the sender says to editors. No document has it. */
  readonly editorsNote?: string;
}

/** An article as a source delivers it, cleaned and checked. */
export interface ArticleDraft extends ArticleContent {
  /** The key, with `externalId`. */
  readonly sourceId: string;
  readonly externalId: string;
  /** The path of the article's file, where the external id is another text. No other file may have the same id. */
  readonly file?: string;
  /** The file that had the article before, and no longer has it. */
  readonly movedFrom?: string;
  /** `publishedAt` is the date of the file, which a copy of it need not have. */
  readonly isDatedByFile?: true;
  /** Only an editor withdraws an article. */
  readonly state: Exclude<ArticleState, 'withdrawn'>;
  readonly publishedAt: Timestamp;
  /** By default `publishedAt` of a new article, otherwise the time of the change. */
  readonly updatedAt?: Timestamp;
  readonly embargoUntil?: Timestamp;
  readonly correction?: { readonly text: string; readonly at?: Timestamp };
  readonly retraction?: { readonly reason: string; readonly at?: Timestamp };
}

export interface Article extends ArticleContent {
  readonly id: ArticleId;
  readonly sourceId: string;
  readonly externalId: string;
  readonly state: ArticleState;
  /** Never changes once the article has been public. */
  readonly publishedAt: Timestamp;
  /** Changes only with the content; never before `publishedAt`. */
  readonly updatedAt: Timestamp;
  readonly embargoUntil?: Timestamp;
  readonly correction?: Correction;
  readonly retraction?: Retraction;
  /** Present exactly while the state is `withdrawn`. */
  readonly withdrawal?: Withdrawal;
  /** 1 when created, plus 1 with every change of content or state. */
  readonly version: number;
}
