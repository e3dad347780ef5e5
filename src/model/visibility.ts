import type { Article } from './article.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * From when an article may be seen, or `undefined` for never. This one function decides visibility: from state, date and
 * embargo alone. The store remembers its answer in a column, every query reads that column, and an article whose moment
 * has come enters the change log before anything shows it.
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
