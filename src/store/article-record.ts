import type { Article, ArticleContent, ArticleDraft, ArticleState } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { visibleFrom } from '../model/visibility.ts';

/** An article with the fields that only the store knows. */
export interface ArticleRecord {
  readonly article: Article;
  /** The path of the file that has the article, where that is not its external id. */
  readonly file?: string;
  /** Hash of the last draft that was saved under the article's key. */
  readonly inputHash: string;
  /** Present exactly while the article is public. */
  readonly announcedAt?: Timestamp;
  /** Whether the article has ever been public. */
  readonly wasPublic: boolean;
  /** The state that the source last gave the article. It returns to this state when an editor undoes a retraction. */
  readonly sourceState: ArticleState;
  readonly correctionBy?: 'source' | 'editor';
}

/** A change that has no number yet. */
export type NewChange = Omit<Change, 'seq'>;

/** An article as it is after an edit, and the changes to announce. Both are written in one transaction. */
export interface ArticleUpdate {
  readonly record: ArticleRecord;
  readonly changes: readonly NewChange[];
}

/** The content of a draft, without its key, state and times. */
export function contentOf(draft: ArticleDraft): ArticleContent {
  const {
    sourceId,
    externalId,
    state,
    publishedAt,
    updatedAt,
    embargoUntil,
    correction,
    retraction,
    file,
    movedFrom,
    ...content
  } = draft;
  return content;
}

/** Whether the article may be public at this time. */
export function isVisible(article: Article, now: Timestamp): boolean {
  const from = visibleFrom(article);
  return from !== undefined && from <= now;
}
