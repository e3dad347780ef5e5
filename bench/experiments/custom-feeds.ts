import { loadConfig } from '../../src/config.ts';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { residentMb, waitUntilIdle } from '../processes.ts';
import { createRandom } from '../random.ts';
import { atMost, type Experiment, type Report, show } from '../report.ts';
import { type BenchRequest, sendRequest } from '../send-request.ts';
import { startNewsroom } from '../start-program.ts';
import { quantile } from '../statistics.ts';

const COUNTS = 20;
const SEED = 7;
const { CACHE_MB } = loadConfig({});

/** Ten thousand different custom feeds: their memory, and how often a later request finds one in the cache. */
export const customFeeds: Experiment = {
  name: 'custom-feeds',
  async run({ options, folder, progress }) {
    const [distinct, articles] = options.quick ? [500, 1_000] : [10_000, 10_000];
    const newsroom = makeNewsroomFolder(folder, 0);
    progress(`filling ${articles} articles`);
    await fillDatabase(newsroom.databaseFile, ARCHIVE_SHAPE, { from: 0, to: articles });
    const server = await startNewsroom(newsroom);
    try {
      const first = await sendRequest(server.port, requestFor(0));
      if (first.status === 404) return missing();
      if (first.status !== 200) throw new Error(`expected 200 from ${requestFor(0).path}, got ${first.status}`);
      await waitUntilIdle(server.pid);
      const idleMb = residentMb(server.pid);

      progress(`${distinct} different feeds, each once`);
      const took: number[] = [];
      let maxMb = idleMb;
      for (let number = 0; number < distinct; number += 1) {
        const began = performance.now();
        await sendRequest(server.port, requestFor(number));
        took.push(performance.now() - began);
        if (number % 100 === 0) maxMb = Math.max(maxMb, residentMb(server.pid));
      }
      await waitUntilIdle(server.pid);
      const idleFullMb = residentMb(server.pid);

      progress('asked again, some more often than others');
      const requests = distinct;
      const before = await server.countBuilds();
      const random = createRandom(SEED);
      // Zipf's law: a few choices are everybody's, most are one reader's own.
      for (let n = 0; n < requests; n += 1)
        await sendRequest(server.port, requestFor(Math.floor(distinct ** random.fraction()) - 1));
      const hits = 1 - ((await server.countBuilds()) - before) / requests;
      await waitUntilIdle(server.pid);
      return report({ distinct, articles, idleMb, maxMb, idleFullMb, afterMb: residentMb(server.pid), hits, took });
    } finally {
      await server.stop();
    }
  },
};

/** A feed of one tag with 1 to 20 items, at its canonical address. */
function requestFor(number: number): BenchRequest {
  const tag = Math.floor(number / COUNTS) % ARCHIVE_SHAPE.tags;
  const path = `/feeds/custom.rss?tag=topic-${tag}&count=${1 + (number % COUNTS)}`;
  return { path, headers: { 'Accept-Encoding': 'gzip, br' } };
}

interface Found {
  readonly distinct: number;
  readonly articles: number;
  /** Memory before, at most during the first requests, after them when idle, and at the end. */
  readonly idleMb: number;
  readonly maxMb: number;
  readonly idleFullMb: number;
  readonly afterMb: number;
  readonly hits: number;
  /** Milliseconds of each first request. */
  readonly took: readonly number[];
}

function report({ distinct, articles, idleMb, maxMb, idleFullMb, afterMb, hits, took }: Found): Report {
  const [p50, p99] = [quantile(took, 0.5), quantile(took, 0.99)];
  return {
    title: 'Custom feeds',
    notes: [
      `${distinct} different feeds of 1 to ${COUNTS} full articles out of ${articles}, each requested once, then ${distinct} requests by Zipf's law; CACHE_MB is ${CACHE_MB}.`,
      'Resident memory also has keys, headers and garbage that is not collected yet.',
    ],
    tables: [
      {
        columns: ['memory in MB', 'before', 'maximum', 'when idle', 'at the end'],
        rows: [['resident', ...[idleMb, maxMb, idleFullMb, afterMb].map(show)]],
      },
      {
        columns: ['requests', 'found in the cache', 'first request p50, ms', 'p99, ms'],
        rows: [['repeated', `${(hits * 100).toFixed(1)} %`, show(p50), show(p99)]],
      },
    ],
    verdicts: [atMost(`memory for ${distinct} custom feeds`, CACHE_MB, maxMb - idleMb, ' MB')],
    data: { distinct, articles, idleMb, maxMb, idleFullMb, afterMb, hits, p50, p99 },
  };
}

function missing(): Report {
  const notes = ['This version has no custom feeds.'];
  return { title: 'Custom feeds', notes, tables: [], verdicts: [], data: undefined };
}
