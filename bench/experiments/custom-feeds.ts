import { ask, type Question } from '../ask.ts';
import { openDice } from '../dice.ts';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { residentMb, waitUntilIdle } from '../processes.ts';
import { startNewsroom } from '../program.ts';
import { atMost, type Experiment, type Report, show } from '../report.ts';
import { quantile } from '../statistics.ts';

const COUNTS = 20;
const SEED = 7;
/** What the option CACHE_MB allows by default, in megabytes. */
const BOUND_MB = 64;

/** Ten thousand distinct feeds of one's own: what they take in memory, and how often the next reader finds his in the cache. */
export const customFeeds: Experiment = {
  name: 'custom-feeds',
  async run({ options, folder, say }) {
    const [distinct, articles] = options.quick ? [500, 1_000] : [10_000, 10_000];
    const newsroom = makeNewsroomFolder(folder, 0);
    say(`filling ${articles} articles`);
    await fillDatabase(newsroom.databaseFile, ARCHIVE_SHAPE, { from: 0, to: articles });
    const server = await startNewsroom(newsroom);
    try {
      const first = await ask(server.port, questionFor(0));
      if (first.status === 404) return missing();
      if (first.status !== 200) throw new Error(`expected 200 from ${questionFor(0).path}, got ${first.status}`);
      await waitUntilIdle(server.pid);
      const idleMb = residentMb(server.pid);

      say(`${distinct} distinct feeds, each once`);
      const took: number[] = [];
      let mostMb = idleMb;
      for (let number = 0; number < distinct; number += 1) {
        const began = performance.now();
        await ask(server.port, questionFor(number));
        took.push(performance.now() - began);
        if (number % 100 === 0) mostMb = Math.max(mostMb, residentMb(server.pid));
      }
      await waitUntilIdle(server.pid);
      const fullMb = residentMb(server.pid);

      say('asked again, some more often than others');
      const requests = distinct;
      const before = await server.countBuilds();
      const dice = openDice(SEED);
      // Zipf's law: a few choices are everybody's, most are one reader's own.
      for (let n = 0; n < requests; n += 1)
        await ask(server.port, questionFor(Math.floor(distinct ** dice.fraction()) - 1));
      const hits = 1 - ((await server.countBuilds()) - before) / requests;
      await waitUntilIdle(server.pid);
      return report({ distinct, articles, idleMb, mostMb, fullMb, afterMb: residentMb(server.pid), hits, took });
    } finally {
      await server.stop();
    }
  },
};

/** A feed of one tag with a number of items of its own: as many as there are tags and numbers, in the canonical spelling. */
function questionFor(number: number): Question {
  const tag = Math.floor(number / COUNTS) % ARCHIVE_SHAPE.tags;
  const path = `/feeds/custom.rss?tag=topic-${tag}&count=${1 + (number % COUNTS)}`;
  return { path, headers: { 'Accept-Encoding': 'gzip, br' } };
}

interface Found {
  readonly distinct: number;
  readonly articles: number;
  /** Memory before, at its most while they were made, when all was quiet again, and at the end. */
  readonly idleMb: number;
  readonly mostMb: number;
  readonly fullMb: number;
  readonly afterMb: number;
  readonly hits: number;
  /** Milliseconds of each first request. */
  readonly took: readonly number[];
}

function report({ distinct, articles, idleMb, mostMb, fullMb, afterMb, hits, took }: Found): Report {
  const [p50, p99] = [quantile(took, 0.5), quantile(took, 0.99)];
  return {
    title: "Feeds of one's own",
    notes: [
      `${distinct} distinct feeds of 1 to ${COUNTS} full articles out of ${articles}, each asked once, then ${distinct} requests by Zipf's law; documents may take ${BOUND_MB} MB.`,
      'Resident memory is more than documents: keys, heads, and what the collector has not taken away yet count as well.',
    ],
    tables: [
      {
        columns: ['memory in MB', 'before', 'most while made', 'when quiet', 'at the end'],
        rows: [['resident', ...[idleMb, mostMb, fullMb, afterMb].map(show)]],
      },
      {
        columns: ['requests', 'found in the cache', 'first request p50, ms', 'p99, ms'],
        rows: [['asked again', `${(hits * 100).toFixed(1)} %`, show(p50), show(p99)]],
      },
    ],
    verdicts: [atMost(`memory for ${distinct} feeds over idle`, BOUND_MB, mostMb - idleMb, ' MB')],
    data: { distinct, articles, idleMb, mostMb, fullMb, afterMb, hits, p50, p99 },
  };
}

function missing(): Report {
  const notes = ["There are no feeds of one's own here."];
  return { title: "Feeds of one's own", notes, tables: [], verdicts: [], data: undefined };
}
