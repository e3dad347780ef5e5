import type { Article } from './article.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * When an article may become public, by its state, date and embargo; `undefined` for never. Only this function decides visibility. The
 * store saves its result in a column, and an article that is due enters the change log before anything shows it.
 */
export function visibleFrom(article: Pick<Article, 'state' | 'publishedAt' | 'embargoUntil'>): Timestamp | undefined {
  switch (article.state) {
    case 'draft':
    case 'retracted':
      return undefined;
    case 'scheduled':
    case 'published':
      return Math.max(article.publishedAt, article.embargoUntil ?? article.publishedAt);
  }
}
