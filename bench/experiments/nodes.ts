import { setTimeout } from 'node:timers/promises';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startPostgres } from '../../tests/postgres/start-postgres.ts';
import { makeNewsroomFolder } from '../newsroom-folder.ts';
import { createRandom } from '../random.ts';
import { atMost, type Experiment, show } from '../report.ts';
import { sendRequest } from '../send-request.ts';
import { type RunningNewsroom, startNewsroom } from '../start-program.ts';
import { quantile } from '../statistics.ts';

const NODES = 3;
const PUBLICATIONS = 300;
const QUICK_PUBLICATIONS = 30;
const KILLS = 50;
const QUICK_KILLS = 5;
const DUE_MS = 2_000;
const MAX_LATE_MS = 10_000;
const TIMEOUT_MS = 60_000;
const POLL_MS = 2;
const SEED = 7;

/** Three servers on one PostgreSQL database: when an article is on each, and whether scheduled ones are on time while servers are killed. */
export const nodes: Experiment = {
  name: 'nodes',
  async run({ options, folder, progress }) {
    const newsroom = makeNewsroomFolder(folder, 0);
    await using opened = new AsyncDisposableStack();
    const { url } = opened.adopt(await startPostgres(), (started) => started.stop());
    const startNode = () => startNewsroom(newsroom, url);
    const servers: RunningNewsroom[] = [];
    opened.defer(async () => void (await Promise.all(servers.map((server) => server.stop()))));
    for (let nth = 0; nth < NODES; nth += 1) servers.push(await startNode());
    const [first] = servers;
    if (first === undefined) throw new Error('expected a server');

    let number = 0;
    const publications = options.quick ? QUICK_PUBLICATIONS : PUBLICATIONS;
    progress(`publishing ${publications} articles on one of ${NODES} servers`);
    const times: number[][] = [];
    for (let round = 0; round < publications; round += 1) {
      number += 1;
      const began = performance.now();
      const published = first.publish(number);
      times.push(await Promise.all(servers.map((server) => timeUntilShown(server, number, began))));
      await published;
    }
    const own = times.map(([time = Number.NaN]) => time);
    const others = times.map(([, ...rest]) => Math.max(...rest));

    const kills = options.quick ? QUICK_KILLS : KILLS;
    const random = createRandom(SEED);
    const late: number[] = [];
    for (let round = 0; round < kills; round += 1) {
      progress(`killing a server, ${round + 1} of ${kills}`);
      number += 1;
      const victim = random.below(NODES);
      // A whole second, as the dates of all articles.
      const publishedAt = systemClock() + DUE_MS;
      const due = performance.now() + publishedAt - Date.now();
      await servers[random.below(NODES)]?.publish(number, publishedAt);
      await setTimeout(random.below(Math.max(0, due - performance.now())));
      process.kill(servers[victim]?.pid ?? Number.NaN, 'SIGKILL');
      const alive = servers.filter((_, nth) => nth !== victim);
      late.push(Math.max(...(await Promise.all(alive.map((server) => timeUntilShown(server, number, due))))));
      await servers[victim]?.stop();
      servers[victim] = await startNode();
    }

    const store = await openStore({ database: { kind: 'postgres', url }, mintId: mintUuidV7 });
    const changes = await store.listChanges(0, 10 * number);
    await store.close();
    const published = new Set(changes.map(({ articleId }) => articleId));
    const wrong = Math.abs(number - published.size) + (changes.length - published.size);
    const [p50, p99] = [0.5, 0.99].map((share) => [own, others].map((side) => quantile(side, share)));
    const ratios = others.map((time, round) => time / (own[round] ?? Number.NaN));
    return {
      title: 'Several servers',
      notes: [
        `${NODES} servers and PostgreSQL on the same machine. From the request that publishes on one of them to the last byte of the new feed.`,
        `${kills} times a random server is killed (SIGKILL) at a random time before a scheduled article is due, and started again after it.`,
        'Published twice or not at all: changes in the log that are not the only one of an article.',
      ],
      tables: [
        {
          columns: ['milliseconds', 'on the server that publishes', 'on the later of the others'],
          rows: [
            ['half of the articles', ...(p50 ?? []).map(show)],
            ['99 %', ...(p99 ?? []).map(show)],
          ],
        },
        {
          columns: ['scheduled while a server is killed', 'milliseconds after its time'],
          rows: [0.5, 0.99, 1].map((share) => [`${share * 100} %`, show(quantile(late, share))]),
        },
      ],
      verdicts: [
        atMost('fresh on the other servers, against the one that publishes, median', 3, quantile(ratios, 0.5), 'x'),
        atMost('latest scheduled article after its time, with a killed server', MAX_LATE_MS, Math.max(...late), ' ms'),
        atMost('articles published twice or not at all', 0, wrong),
      ],
      data: { own, others, late, changes: changes.length, articles: published.size },
    };
  },
};

/** Milliseconds from `began` until the feed of a server has an article. */
async function timeUntilShown({ port }: RunningNewsroom, number: number, began: number): Promise<number> {
  const deadline = performance.now() + TIMEOUT_MS;
  const request = { path: '/feeds/excerpt.json', headers: { 'Accept-Encoding': 'identity' } };
  while (performance.now() < deadline) {
    const { body } = await sendRequest(port, request);
    if (body.includes(`/stories/${number}"`)) return performance.now() - began;
    await setTimeout(POLL_MS);
  }
  throw new Error(`expected article ${number} in the feed`);
}
