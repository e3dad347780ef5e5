import { setTimeout } from 'node:timers/promises';
import { CONNECTIONS, runGenerator } from '../load.ts';
import type { LoadResult } from '../load-order.ts';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { waitUntilIdle } from '../processes.ts';
import { type Publication, publishAndRead } from '../publish-and-read.ts';
import { atMost, type Experiment, type Report, show } from '../report.ts';
import { type BenchRequest, sendRequest } from '../send-request.ts';
import { type RunningNewsroom, startNewsroom } from '../start-program.ts';
import { quantile } from '../statistics.ts';

const WARM = 200;
const RECEIVED_P50_MS = 5;
const RECEIVED_P99_MS = 15;
const READERS_P99_MS = 4;
/** Requests per second of other readers. */
const RATE = 2_000;
/** Between two publications. */
const PAUSE_MS = 500;

/** How soon a reader receives a feed with a new article, and how that affects other readers. */
export const firstAnswer: Experiment = {
  name: 'first-answer',
  async run({ options, folder, progress }) {
    const warm = options.quick ? WARM / 10 : WARM;
    const articles = options.quick ? 1_000 : 10_000;
    const publications = options.quick ? 10 : 30 * options.rounds;
    const newsroom = makeNewsroomFolder(folder, 0);
    progress(`filling ${articles} articles`);
    await fillDatabase(newsroom.databaseFile, ARCHIVE_SHAPE, { from: 0, to: articles });
    const server = await startNewsroom(newsroom);
    try {
      progress(`warming ${warm} feeds`);
      const requests = await warmUp(server, warm);
      const seconds = (publications * PAUSE_MS) / 1000;
      const readers = { port: server.port, requests, connections: CONNECTIONS, rate: RATE };
      progress('readers alone');
      const alone = await runGenerator({ ...readers, seconds: Math.min(seconds, 10) });
      progress(`${publications} publications`);
      const [during, published] = await Promise.all([
        runGenerator({ ...readers, seconds }),
        publishAll(server, articles, publications),
      ]);
      progress('counting rebuilt documents');
      const rebuilt = await countRebuilt(server, articles + publications, requests);
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
  /** Documents built after one article, when all cached feeds are requested again. */
  readonly rebuilt: number;
}

/** Requests feeds of tags and waits for their final compressed versions. Returns requests for them, half of them conditional. */
async function warmUp({ port, pid }: RunningNewsroom, count: number): Promise<readonly BenchRequest[]> {
  const requests = Array.from({ length: count }, (_, topic): BenchRequest => {
    return { path: `/feeds/tag/topic-${topic}.rss`, headers: { 'Accept-Encoding': 'br' } };
  });
  for (const request of requests) {
    const { status } = await sendRequest(port, request);
    if (status !== 200) throw new Error(`expected 200 from ${request.path}, got ${status}`);
    // A second request triggers the better compression.
    await sendRequest(port, request);
  }
  await waitUntilIdle(pid);
  return await Promise.all(
    requests.map(async (request, index) => {
      if (index % 2 === 0) return request;
      const { headers } = await sendRequest(port, request);
      return { ...request, headers: { ...request.headers, 'If-None-Match': headers.etag ?? '' } };
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

async function countRebuilt(
  server: RunningNewsroom,
  number: number,
  requests: readonly BenchRequest[],
): Promise<number> {
  for (const request of requests) await sendRequest(server.port, request);
  const before = await server.countBuilds();
  await publishAndRead(server, number);
  for (const request of requests) await sendRequest(server.port, request);
  return (await server.countBuilds()) - before;
}

function report(found: Found): Report {
  const { warm, articles, publications, alone, during, published, rebuilt } = found;
  const received = published.map((one) => one.received);
  const saved = published.map((one) => one.saved);
  const [p50, p99] = [quantile(received, 0.5), quantile(received, 0.99)];
  const row = (name: string, values: readonly number[]) => [
    name,
    ...[0.5, 0.99, 1].map((share) => show(quantile(values, share))),
  ];
  const readers = `${RATE} requests per second on ${CONNECTIONS} connections`;
  return {
    title: 'A new article',
    notes: [
      `${publications} articles published one by one, with ${articles} articles and ${warm} cached feeds; the reader requests the feed of 50 full articles in br.`,
      `Other readers request the cached feeds at the same time, 200 and 304 in turn: ${readers}. No process is pinned.`,
      'The article is saved through a control port, because the API cannot publish yet.',
    ],
    tables: [
      {
        columns: ['milliseconds', 'p50', 'p99', 'maximum'],
        rows: [row('saved and announced', saved), row('until the reader has the new feed', received)],
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
      atMost('time until a reader has a new article: median', RECEIVED_P50_MS, p50, ' ms'),
      atMost('time until a reader has a new article: 99% of the articles', RECEIVED_P99_MS, p99, ' ms'),
      atMost('other readers at the same time: 99% of the answers', READERS_P99_MS, during.p99, ' ms'),
      // The feed itself, and the feed of its tag.
      atMost(`documents rebuilt after a new article, of ${warm + 1} in the cache`, 2, rebuilt),
    ],
    data: found,
  };
}
