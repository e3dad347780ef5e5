import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cleanHtml } from '../../src/ingest/clean-html.ts';
import type { ArticleDraft } from '../../src/model/article.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import { openStore } from '../../src/store/open-store.ts';
import { articleMaker } from '../articles.ts';
import { askUntilSettled, type Question } from '../ask.ts';
import { CONNECTIONS, runGenerator } from '../load.ts';
import { ARCHIVE_SHAPE, makeNewsroomFolder } from '../newsroom-folder.ts';
import { startTidings } from '../program.ts';
import { atLeast, atMost, type Experiment, show } from '../report.ts';
import { spreadOf } from '../statistics.ts';

const ARTICLES_A_SECOND = 4_000;
const READERS_P99 = 3;
const BATCH = 500;
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
        `Articles of 4 kB; batch: cleaned and saved ${BATCH} at a time, median of ${options.rounds} rounds in this process.`,
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

/** Articles a second that are cleaned, saved, announced and made searchable. */
async function importBatch(file: string, articles: number): Promise<number> {
  const make = articleMaker(ARCHIVE_SHAPE);
  const drafts = Array.from({ length: articles }, (_, number) => dirty(make(number)));
  const store = await openStore({ databaseUrl: `sqlite:${file}`, mintId: mintUuidV7 });
  const began = performance.now();
  for (let from = 0; from < articles; from += BATCH) {
    const some = drafts.slice(from, from + BATCH);
    await store.save(
      some.map((draft) => ({
        ...draft,
        contentHtml: cleanHtml(draft.contentHtml, { baseUrl: draft.canonicalUrl ?? '' }),
      })),
      systemClock(),
    );
  }
  const seconds = (performance.now() - began) / 1000;
  await store.close();
  return articles / seconds;
}

/** As a content system writes it: styles, handlers, a script, relative addresses. */
function dirty(draft: ArticleDraft): ArticleDraft {
  const contentHtml = draft.contentHtml
    .replaceAll('<p>', '<p class="wp-block" style="margin:0" onclick="track(1)">')
    .replace('</p>', '</p><script>track(2)</script><a href="/more">More</a>');
  return { ...draft, contentHtml };
}

async function importFiles(folder: string, articles: number) {
  const make = articleMaker(ARCHIVE_SHAPE);
  const newsroom = makeNewsroomFolder(folder, 0);
  const toFile = (number: number): void => {
    writeFileSync(path.join(newsroom.source, `story-${number}.md`), toMarkdown(make(number)));
  };
  for (let number = 0; number < BATCH / 5; number += 1) toFile(number);
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
