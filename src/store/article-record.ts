import type { Article, ArticleContent, ArticleDraft, ArticleState } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { visibleFrom } from '../model/visibility.ts';

/** An article, and what only the store remembers of it. */
export interface ArticleRecord {
  readonly article: Article;
  /** Hash of the last draft under its key, as delivered. */
  readonly inputHash: string;
  /** Present exactly while the public may see the article. */
  readonly announcedAt?: Timestamp;
  /** Whether the public has ever seen it. */
  readonly wasPublic: boolean;
  /** The state that its source last gave it: where it stands again once an editor's retraction is undone. */
  readonly sourceState: ArticleState;
  readonly correctionBy?: 'source' | 'editor';
}

/** A change before the log has numbered it. */
export type NewChange = Omit<Change, 'seq'>;

/** What has to be written together: an article as it is now, and what the public is told. */
export interface ArticleUpdate {
  readonly record: ArticleRecord;
  readonly changes: readonly NewChange[];
}

/** The content of a draft, without its key, state and times. */
export function contentOf(draft: ArticleDraft): ArticleContent {
  const { sourceId, externalId, state, publishedAt, updatedAt, embargoUntil, correction, retraction, ...content } =
    draft;
  return content;
}

/** Whether the public may see the article at this moment. */
export function isVisible(article: Article, now: Timestamp): boolean {
  const from = visibleFrom(article);
  return from !== undefined && from <= now;
}
