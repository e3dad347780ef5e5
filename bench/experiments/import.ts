import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ArticleDraft } from '../../src/model/article.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { openStore } from '../../src/store/open-store.ts';
import { articleMaker } from '../articles.ts';
import { askUntilSettled, type Question } from '../ask.ts';
import type { BatchPart } from '../import-thread.ts';
import { CONNECTIONS, runGenerator } from '../load.ts';
import { ARCHIVE_SHAPE, makeNewsroomFolder } from '../newsroom-folder.ts';
import { startTidings } from '../program.ts';
import { atLeast, atMost, type Experiment, show } from '../report.ts';
import { spreadOf } from '../statistics.ts';

const ARTICLES_A_SECOND = 4_000;
const READERS_P99 = 3;
/** Files that are there before anything is measured. */
const FIRST_FILES = 100;
const RATE = 2_000;
const PATIENCE_MS = 300_000;
const FULL: Question = { path: '/feeds/full.rss', headers: { 'Accept-Encoding': 'br' } };

/** How fast articles come in, and what those who read feel of it. */
export const importing: Experiment = {
  name: 'import',
  async run({ options, folder, say }) {
    const articles = options.quick ? 500 : 4_000;
    const batch = [];
    for (let round = 0; round < options.rounds; round += 1) {
      say(`a batch of ${articles} articles, round ${round + 1}`);
      batch.push(await importBatch(path.join(folder, `batch-${round}.db`), articles));
    }
    say(`${articles} files while others read`);
    const files = await importFiles(path.join(folder, 'files'), articles);
    const { median } = spreadOf(batch);
    const factor = files.worstP99 / files.quietP99;
    return {
      title: 'Import',
      notes: [
        `Articles of 4 kB; batch: cleaned and saved on a thread for each core, median of ${options.rounds} rounds.`,
        `files: ${articles} Markdown files written into the folder of a running server, while others ask for a full feed ${RATE} times a second; the worst second of both.`,
      ],
      tables: [
        {
          columns: ['way in', 'articles a second', 'readers alone, p99 ms', 'readers meanwhile, p99 ms'],
          rows: [
            ['batch, cleaned and indexed', show(median), '–', '–'],
            ['Markdown files into a watched folder', show(files.perSecond), show(files.quietP99), show(files.worstP99)],
          ],
        },
      ],
      verdicts: [
        atLeast('articles a second, batch', ARTICLES_A_SECOND, median),
        atMost("readers' p99 meanwhile, against alone", READERS_P99, factor, 'x'),
      ],
      data: { articles, batch, files },
    };
  },
};

/** Articles a second that are cleaned, saved, announced and made searchable, on a thread for each core. */
async function importBatch(file: string, articles: number): Promise<number> {
  // The first to open a database makes its tables.
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
  const program = await startTidings(newsroom, { place: 'free', log });
  try {
    await askUntilSettled(program.port, FULL);
    const order = { port: program.port, questions: [FULL], connections: CONNECTIONS, rate: RATE, seconds: 1 };
    const quiet = [];
    for (let second = 0; second < 3; second += 1) quiet.push((await runGenerator(order)).p99);

    const before = importedSoFar(log);
    const began = performance.now();
    for (let number = 0; number < articles; number += 1) toFile(before + number);
    let finished = 0;
    const watching = (async () => {
      while (importedSoFar(log) < before + articles) {
        if (performance.now() - began > PATIENCE_MS)
          throw new Error(`expected ${articles} files to come in; see ${log}`);
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

/** What the server's log says it has taken in. */
function importedSoFar(log: string): number {
  return [...readFileSync(log, 'utf8').matchAll(/"created":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

function toMarkdown({ title, contentHtml, tags, publishedAt }: ArticleDraft): string {
  const labels = tags.map(({ label }) => label).join(', ');
  return `---\ntitle: ${title}\ndate: ${new Date(publishedAt).toISOString()}\ntags: [${labels}]\n---\n\n${contentHtml}\n`;
}
