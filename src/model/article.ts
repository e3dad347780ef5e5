import type { Term } from './term.ts';
import type { Timestamp } from './timestamp.ts';

/** A UUIDv7, minted once; the guid in every format is `urn:uuid:{id}`. */
export type ArticleId = string & { readonly kind: 'ArticleId' };

/** One name of a byline, in the order in which the byline gives them. */
export interface Author {
  readonly name: string;
  readonly role?: string;
  readonly url?: string;
}

/**
 * A stored address of a picture or sound: an absolute http(s) URL, or `tidings-media:{hash}.{ext}` for a file in our
 * own media folder, which the renderers turn into an absolute URL (`model/addresses.ts`, `resolveMedia`), so that a new public
 * address of the server needs no rewriting of what is stored.
 */
export type MediaReference = string;

/** A smaller copy of an image, made at ingest. Sizes in pixels. */
export interface Thumbnail {
  readonly url: MediaReference;
  readonly width: number;
  readonly height: number;
  readonly type: string;
}

/** The picture of an article. Sizes in pixels and bytes, known for pictures in our own media folder. */
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

/** The sound of an article; length in bytes and duration in seconds are real or absent. */
export interface Audio {
  readonly url: MediaReference;
  /** Media type, e.g. `audio/mpeg`. */
  readonly type: string;
  readonly bytes?: number;
  readonly duration?: number;
}

/** What a reader is told about a story that was put right. Plain text. */
export interface Correction {
  readonly text: string;
  readonly at: Timestamp;
}

/** Why a story was taken back, in plain text, and by whom: an editor's word outlasts what its source says. */
export interface Retraction {
  readonly reason: string;
  readonly at: Timestamp;
  readonly by: 'source' | 'editor';
}

export type ArticleState = 'draft' | 'scheduled' | 'published' | 'retracted';

/** What an article says, whoever says it: the part that ingest delivers and that an edit replaces as a whole. */
export interface ArticleContent {
  /** Plain Unicode text, as typed, never escaped. */
  readonly title: string;
  /** Plain Unicode text; may be empty. */
  readonly summary: string;
  /** Cleaned HTML: no scripts, handlers or forms, every URL absolute http(s), mailto or `tidings-media:`. */
  readonly contentHtml: string;
  readonly slug: string;
  /** The newsroom's own page of the story; absolute http(s). */
  readonly canonicalUrl?: string;
  readonly byline: readonly Author[];
  /** `JERUSALEM (Agency News)`, without the dash that follows it. */
  readonly dateline?: string;
  readonly categories: readonly Term[];
  readonly tags: readonly Term[];
  /** BCP 47. */
  readonly language: string;
  readonly image?: Image;
  readonly audio?: Audio;
  /** SPDX name or URL of a licence, or a sentence. */
  readonly licence?: string;
}

/** An article as an ingest delivers it, cleaned and checked; the store gives it identity and history. */
export interface ArticleDraft extends ArticleContent {
  /** With `externalId` the key by which the same article is known again. */
  readonly sourceId: string;
  readonly externalId: string;
  readonly state: ArticleState;
  readonly publishedAt: Timestamp;
  /** Where the source says when it was last edited; otherwise the store's clock decides. */
  readonly updatedAt?: Timestamp;
  readonly embargoUntil?: Timestamp;
  readonly correction?: { readonly text: string; readonly at?: Timestamp };
  readonly retraction?: { readonly reason: string; readonly at?: Timestamp };
}

/** An article as it is stored. */
export interface Article extends ArticleContent {
  readonly id: ArticleId;
  readonly sourceId: string;
  readonly externalId: string;
  readonly state: ArticleState;
  /** Never moves once the article has been public. */
  readonly publishedAt: Timestamp;
  /** Moves only when the content did; never before `publishedAt`. */
  readonly updatedAt: Timestamp;
  readonly embargoUntil?: Timestamp;
  readonly correction?: Correction;
  readonly retraction?: Retraction;
  /** 1 when created, one more with every change of content or state. */
  readonly version: number;
}
