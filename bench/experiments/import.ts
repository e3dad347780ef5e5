import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ArticleDraft } from '../../src/model/article.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { openStore } from '../../src/store/open-store.ts';
import { articleMaker } from '../article-maker.ts';
import type { BatchPart } from '../import-thread.ts';
import { CONNECTIONS, runGenerator } from '../load.ts';
import { ARCHIVE_SHAPE, makeNewsroomFolder } from '../newsroom-folder.ts';
import { atLeast, atMost, type Experiment, show } from '../report.ts';
import { type BenchRequest, waitUntilSettled } from '../send-request.ts';
import { startTidings } from '../start-program.ts';
import { spreadOf } from '../statistics.ts';

const ARTICLES_PER_SECOND = 4_000;
const READERS_P99 = 5;
/** Files that exist before the measurement. */
const FIRST_FILES = 100;
const RATE = 2_000;
const TIMEOUT_MS = 300_000;
const FULL: BenchRequest = { path: '/feeds/full.rss', headers: { 'Accept-Encoding': 'br' } };

/** How fast articles are imported, and how that affects readers. */
export const importing: Experiment = {
  name: 'import',
  async run({ options, folder, progress }) {
    const articles = options.quick ? 500 : 4_000;
    const batch = [];
    for (let round = 0; round < options.rounds; round += 1) {
      progress(`a batch of ${articles} articles, round ${round + 1}`);
      batch.push(await importBatch(path.join(folder, `batch-${round}.db`), articles));
    }
    progress(`${articles} files while readers send requests`);
    const files = await importFiles(path.join(folder, 'files'), articles);
    const { median } = spreadOf(batch);
    const factor = files.worstP99 / files.quietP99;
    return {
      title: 'Import',
      notes: [
        `Articles of 4 kB; batch: cleaned and saved on one thread per core, median of ${options.rounds} rounds.`,
        `files: ${articles} Markdown files written into the folder of a running server, while readers request a full feed ${RATE} times per second; the worst second of each.`,
      ],
      tables: [
        {
          columns: ['import', 'articles per second', 'readers alone, p99 ms', 'readers during import, p99 ms'],
          rows: [
            ['batch, cleaned and indexed', show(median), '–', '–'],
            ['Markdown files into a watched folder', show(files.perSecond), show(files.quietP99), show(files.worstP99)],
          ],
        },
      ],
      verdicts: [
        atLeast('articles imported per second', ARTICLES_PER_SECOND, median),
        atMost('time for 99% of the answers during an import, against none', READERS_P99, factor, 'x'),
      ],
      data: { articles, batch, files },
    };
  },
};

/** Articles per second that are cleaned, saved, announced and indexed, on one thread per core. */
async function importBatch(file: string, articles: number): Promise<number> {
  // The first connection creates the tables.
  await (await openStore({ database: { kind: 'file', path: file }, mintId: mintUuidV7 })).close();
  const threads = availableParallelism();
  const size = Math.ceil(articles / threads);
  const workers = Array.from({ length: threads }, (_, nth) => {
    const part: BatchPart = { databaseFile: file, from: nth * size, to: Math.min((nth + 1) * size, articles) };
    return new Worker(new URL('../import-thread.ts', import.meta.url), { workerData: part });
  });
  const messages = () => Promise.all(workers.map((worker) => once(worker, 'message')));
  const ended = Promise.all(workers.map((worker) => once(worker, 'exit')));
  await messages();
  const began = performance.now();
  for (const worker of workers) worker.postMessage('go');
  await messages();
  const seconds = (performance.now() - began) / 1000;
  await ended;
  return articles / seconds;
}

async function importFiles(folder: string, articles: number) {
  const make = articleMaker(ARCHIVE_SHAPE);
  const newsroom = makeNewsroomFolder(folder, 0);
  const toFile = (number: number): void => {
    writeFileSync(path.join(newsroom.source, `story-${number}.md`), toMarkdown(make(number)));
  };
  for (let number = 0; number < FIRST_FILES; number += 1) toFile(number);
  const log = path.join(folder, 'log');
  const program = await startTidings(newsroom, { core: 'any', log });
  try {
    await waitUntilSettled(program.port, FULL);
    const order = { port: program.port, requests: [FULL], connections: CONNECTIONS, rate: RATE, seconds: 1 };
    const quiet = [];
    for (let second = 0; second < 3; second += 1) quiet.push((await runGenerator(order)).p99);

    const before = countImported(log);
    const began = performance.now();
    for (let number = 0; number < articles; number += 1) toFile(before + number);
    let finished = 0;
    const watching = (async () => {
      while (countImported(log) < before + articles) {
        if (performance.now() - began > TIMEOUT_MS)
          throw new Error(`expected ${articles} files to be imported; see ${log}`);
        await setTimeout(50);
      }
      finished = performance.now();
    })();
    const meanwhile = [];
    while (finished === 0) meanwhile.push((await runGenerator(order)).p99);
    await watching;
    const perSecond = articles / ((finished - began) / 1000);
    return { perSecond, quietP99: Math.max(...quiet), worstP99: Math.max(...meanwhile), meanwhile };
  } finally {
    await program.stop();
  }
}

/** The number of imported articles, from the server's log. */
function countImported(log: string): number {
  return [...readFileSync(log, 'utf8').matchAll(/"created":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

function toMarkdown({ title, contentHtml, tags, publishedAt }: ArticleDraft): string {
  const labels = tags.map(({ label }) => label).join(', ');
  return `---\ntitle: ${title}\ndate: ${new Date(publishedAt).toISOString()}\ntags: [${labels}]\n---\n\n${contentHtml}\n`;
}
