import type { Article, ArticleDraft } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { visibleFrom } from '../model/visibility.ts';

export interface ArticleRecord {
  readonly article: Article;
  /** The path of the file that has the article, where that is not its external id. */
  readonly file?: string;
  readonly inputHash: string;
  /** Present exactly while the article is public. */
  readonly announcedAt?: Timestamp;
  readonly wasPublic: boolean;
  /** The article returns to this state when an editor undoes a retraction or a withdrawal. */
  readonly sourceState: ArticleDraft['state'];
  readonly correctionBy?: 'source' | 'editor';
}

export type NewChange = Omit<Change, 'seq'>;

/** An edited article and the changes to announce, both written in one transaction. */
export interface ArticleUpdate {
  readonly record: ArticleRecord;
  readonly changes: readonly NewChange[];
}

export function isVisible(article: Article, now: Timestamp): boolean {
  const from = visibleFrom(article);
  return from !== undefined && from <= now;
}
