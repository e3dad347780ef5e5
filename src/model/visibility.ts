import type { Article } from './article.ts';
import type { Timestamp } from './timestamp.ts';

/** When an article may become public; `undefined` for never. It is shown only once the change log has announced it. */
export function visibleFrom(article: Pick<Article, 'state' | 'publishedAt' | 'embargoUntil'>): Timestamp | undefined {
  switch (article.state) {
    case 'draft':
    case 'retracted':
    case 'withdrawn':
      return undefined;
    case 'scheduled':
    case 'published':
      return Math.max(article.publishedAt, article.embargoUntil ?? article.publishedAt);
  }
}
