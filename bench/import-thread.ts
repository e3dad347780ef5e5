import { parentPort, workerData } from 'node:worker_threads';
import { cleanHtml } from '../src/ingest/clean-html.ts';
import type { ArticleDraft } from '../src/model/article.ts';
import { mintUuidV7 } from '../src/model/ids.ts';
import { systemClock } from '../src/model/timestamp.ts';
import { openStore } from '../src/store/open-store.ts';
import { articleMaker } from './articles.ts';
import { ARCHIVE_SHAPE } from './newsroom-folder.ts';

/** A thread's part of a batch. */
export interface BatchPart {
  readonly databaseFile: string;
  /** The numbers of the articles, from one up to another. */
  readonly from: number;
  readonly to: number;
}

const BATCH = 250;

// A thread as the import command has them: with a connection of its own it cleans some articles and saves them, and then the next ones.

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

/** As a content system writes it: styles, handlers, a script, relative addresses. */
function dirty(draft: ArticleDraft): ArticleDraft {
  const contentHtml = draft.contentHtml
    .replaceAll('<p>', '<p class="wp-block" style="margin:0" onclick="track(1)">')
    .replace('</p>', '</p><script>track(2)</script><a href="/more">More</a>');
  return { ...draft, contentHtml };
}
