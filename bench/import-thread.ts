import { parentPort, workerData } from 'node:worker_threads';
import { cleanHtml } from '../src/ingest/clean-html/clean-html.ts';
import type { ArticleDraft } from '../src/model/article.ts';
import { mintUuidV7 } from '../src/model/ids.ts';
import { systemClock } from '../src/model/timestamp.ts';
import { openStore } from '../src/store/open-store.ts';
import { articleMaker } from './article-maker.ts';
import { ARCHIVE_SHAPE } from './newsroom-folder.ts';

/** The part of a batch that a thread imports. */
export interface BatchPart {
  readonly databaseFile: string;
  /** Article numbers, from `from` to below `to`. */
  readonly from: number;
  readonly to: number;
}

const BATCH = 250;

// A thread like those of the import command: with its own connection it cleans and saves articles in batches.

const { databaseFile, from, to } = workerData as BatchPart;
const make = articleMaker(ARCHIVE_SHAPE);
const drafts = Array.from({ length: to - from }, (_, nth) => dirty(make(from + nth)));
const store = await openStore({ database: { kind: 'file', path: databaseFile }, mintId: mintUuidV7 });

parentPort?.once('message', async () => {
  for (let start = 0; start < drafts.length; start += BATCH) {
    const some = drafts.slice(start, start + BATCH);
    await store.save(
      some.map((draft) => ({
        ...draft,
        contentHtml: cleanHtml(draft.contentHtml, { baseUrl: draft.canonicalUrl ?? '' }),
      })),
      systemClock(),
    );
  }
  parentPort?.postMessage('done');
  await store.close();
});
parentPort?.postMessage('ready');

/** HTML like that of a content management system: styles, event handlers, a script, relative addresses. */
function dirty(draft: ArticleDraft): ArticleDraft {
  const contentHtml = draft.contentHtml
    .replaceAll('<p>', '<p class="wp-block" style="margin:0" onclick="track(1)">')
    .replace('</p>', '</p><script>track(2)</script><a href="/more">More</a>');
  return { ...draft, contentHtml };
}
