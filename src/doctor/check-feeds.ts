import type { NewsroomFiles } from '../load-newsroom-files.ts';
import type { Check } from './check.ts';

const LIMIT_MS = 10_000;

/** Whether the feed definitions and `sources.yaml` are valid. Articles are read by `tidings check`, which takes longer. */
export function checkFeeds(files: () => Promise<NewsroomFiles>): Check {
  return {
    name: 'feeds',
    limitMs: LIMIT_MS,
    async run(report) {
      const { folder, catalog, sources } = await files();
      report.ok(
        `${folder} has valid definitions. Feeds: ${catalog.feeds.length}, sources: ${sources.length}. "npx tidings check" reads all articles too.`,
      );
    },
  };
}
