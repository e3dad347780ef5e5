import { setTimeout } from 'node:timers/promises';
import { ask, type Question } from '../ask.ts';
import { CONNECTIONS, runGenerator } from '../load.ts';
import type { LoadResult } from '../load-order.ts';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { waitUntilIdle } from '../processes.ts';
import { type RunningNewsroom, startNewsroom } from '../program.ts';
import { type Publication, publishAndRead } from '../publishing.ts';
import { atMost, type Experiment, type Report, show } from '../report.ts';
import { quantile } from '../statistics.ts';

const WARM = 200;
const HELD_P50_MS = 5;
const HELD_P99_MS = 15;
const READERS_P99_MS = 4;
/** What other readers ask a second meanwhile: more than ten times a node's share of the design's scale. */
const RATE = 2_000;
/** From one publication to the next; a newsroom has 15 a day. */
const PAUSE_MS = 500;

/** How soon a reader holds a feed with a new article in it, and what other readers feel of it. */
export const firstAnswer: Experiment = {
  name: 'first-answer',
  async run({ options, folder, say }) {
    const warm = options.quick ? WARM / 10 : WARM;
    const articles = options.quick ? 1_000 : 10_000;
    const publications = options.quick ? 10 : 30 * options.rounds;
    const newsroom = makeNewsroomFolder(folder, 0);
    say(`filling ${articles} articles`);
    await fillDatabase(newsroom.databaseFile, ARCHIVE_SHAPE, { from: 0, to: articles });
    const server = await startNewsroom(newsroom);
    try {
      say(`warming ${warm} feeds`);
      const questions = await warmUp(server, warm);
      const seconds = (publications * PAUSE_MS) / 1000;
      const readers = { port: server.port, questions, connections: CONNECTIONS, rate: RATE };
      say('readers alone');
      const alone = await runGenerator({ ...readers, seconds: Math.min(seconds, 10) });
      say(`${publications} publications`);
      const [during, published] = await Promise.all([
        runGenerator({ ...readers, seconds }),
        publishAll(server, articles, publications),
      ]);
      say('what was rebuilt');
      const rebuilt = await countRebuilt(server, articles + publications, questions);
      return report({ warm, articles, publications, alone, during, published, rebuilt });
    } finally {
      await server.stop();
    }
  },
};

interface Found {
  readonly warm: number;
  readonly articles: number;
  readonly publications: number;
  readonly alone: LoadResult;
  readonly during: LoadResult;
  readonly published: readonly Publication[];
  /** Documents built after one article, when all warm feeds were asked again. */
  readonly rebuilt: number;
}

/** Asks for feeds of tags, until their small versions are made; gives the questions that find them unchanged or whole, by halves. */
async function warmUp({ port, pid }: RunningNewsroom, count: number): Promise<readonly Question[]> {
  const questions = Array.from({ length: count }, (_, topic): Question => {
    return { path: `/feeds/tag/topic-${topic}.rss`, headers: { 'Accept-Encoding': 'br' } };
  });
  for (const question of questions) {
    const { status } = await ask(port, question);
    if (status !== 200) throw new Error(`expected 200 from ${question.path}, got ${status}`);
    // What is asked for again is made small.
    await ask(port, question);
  }
  await waitUntilIdle(pid);
  return await Promise.all(
    questions.map(async (question, index) => {
      if (index % 2 === 0) return question;
      const { headers } = await ask(port, question);
      return { ...question, headers: { ...question.headers, 'If-None-Match': headers.etag ?? '' } };
    }),
  );
}

async function publishAll(server: RunningNewsroom, from: number, count: number): Promise<readonly Publication[]> {
  const published: Publication[] = [];
  const began = performance.now();
  for (let number = 0; number < count; number += 1) {
    published.push(await publishAndRead(server, from + number));
    await setTimeout(Math.max(0, began + (number + 1) * PAUSE_MS - performance.now()));
  }
  return published;
}

async function countRebuilt(server: RunningNewsroom, number: number, questions: readonly Question[]): Promise<number> {
  for (const question of questions) await ask(server.port, question);
  const before = await server.countBuilds();
  await publishAndRead(server, number);
  for (const question of questions) await ask(server.port, question);
  return (await server.countBuilds()) - before;
}

function report(found: Found): Report {
  const { warm, articles, publications, alone, during, published, rebuilt } = found;
  const held = published.map((one) => one.held);
  const saved = published.map((one) => one.saved);
  const [p50, p99] = [quantile(held, 0.5), quantile(held, 0.99)];
  const row = (name: string, values: readonly number[]) => [
    name,
    ...[0.5, 0.99, 1].map((share) => show(quantile(values, share))),
  ];
  const readers = `${RATE} requests a second on ${CONNECTIONS} connections`;
  return {
    title: 'A new article',
    notes: [
      `${publications} articles published one by one into ${articles} with ${warm} warm feeds; the reader takes the feed of 50 full articles in br.`,
      `Meanwhile others ask the warm feeds, 200 and 304 in turn: ${readers}. Nothing is pinned.`,
      'The article is saved through a door of the bench in the server, since no request of the API publishes yet.',
    ],
    tables: [
      {
        columns: ['milliseconds', 'p50', 'p99', 'most'],
        rows: [row('saved and announced', saved), row('until the reader holds the new feed', held)],
      },
      {
        columns: ['other readers, milliseconds', 'p50', 'p99'],
        rows: [
          ['alone', show(alone.p50), show(alone.p99)],
          ['while articles are published', show(during.p50), show(during.p99)],
        ],
      },
    ],
    verdicts: [
      atMost('new article held, p50', HELD_P50_MS, p50, ' ms'),
      atMost('new article held, p99', HELD_P99_MS, p99, ' ms'),
      atMost("other readers' p99 meanwhile", READERS_P99_MS, during.p99, ' ms'),
      // The feed itself, and the feed of its tag where that is warm.
      atMost(`documents rebuilt of ${warm + 1} warm ones`, 2, rebuilt),
    ],
    data: found,
  };
}
