import type { Logger } from 'pino';
import type { SkippedArticle } from '../render/feed-document.ts';

export type ReportSkipped = (feedId: string, skipped: readonly SkippedArticle[]) => void;

const MAX_REMEMBERED = 1000;

/** Logs an article that a feed leaves out once for each reason, although the feed is rendered again and again. */
export function createSkippedReporter(log: Pick<Logger, 'error'>): ReportSkipped {
  const reported = new Set<string>();
  return (feed, skipped) => {
    for (const { id, reason } of skipped) {
      const key = `${feed} ${id} ${reason}`;
      if (reported.has(key)) continue;
      if (reported.size >= MAX_REMEMBERED) reported.clear();
      reported.add(key);
      log.error({ feed, article: id, reason }, 'article is left out of the feed');
    }
  };
}
