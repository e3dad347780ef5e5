import { type Archive, buildArchives, SMALL } from '../archives.ts';
import { ask, askUntilSettled, type Question } from '../ask.ts';
import { type RunningProgram, startNewsroom, startTidings } from '../program.ts';
import { type Publication, publishAndRead } from '../publishing.ts';
import { atLeast, atMost, type Bench, type Experiment, show } from '../report.ts';
import { measureInRounds } from '../rounds.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

const LARGE_OF_SMALL = 0.95;
/** "Does not grow" with room for the noise of a few publications. */
const PUBLISHING_GROWTH = 1.1;
const PUBLICATIONS = 10;
const FULL = '/feeds/full.rss';
const CODED = { 'Accept-Encoding': 'br' };

/** Whether a large archive costs anything where it should not: requests a second, and publishing an article. */
export const growth: Experiment = {
  name: 'growth',
  async run(bench) {
    const archives = (await buildArchives(bench)).filter(({ articles }) => articles > SMALL);
    const served = await measureServing(bench, archives);
    const published = await measurePublishing(bench, archives);
    const [small, large] = [String(archives.at(0)?.articles), String(archives.at(-1)?.articles)];
    const median = (size: string, key: keyof Publication) =>
      spreadOf((published.get(size) ?? []).flatMap((round) => round.map((one) => one[key]))).median;
    return {
      title: 'Growth',
      notes: [
        `The feed of 50 full articles of 4 kB in br, out of archives of several sizes, one server each; ${bench.load.name}; ${bench.options.rounds} rounds in turns.`,
        `Publishing: ${PUBLICATIONS} articles a round and size, median milliseconds; nothing pinned there.`,
      ],
      tables: [
        {
          columns: [
            'articles',
            '304/s',
            'of the smallest',
            '200/s',
            'of the smallest',
            'saved, ms',
            'new feed held, ms',
          ],
          rows: archives.map(({ articles }) => {
            const size = String(articles);
            const cells = [...served.values()].flatMap((sizes) => {
              const [own, base] = [sizes.get(size) ?? [], sizes.get(small) ?? []];
              return [show(spreadOf(own).median), show(ratioOf(own, base).median)];
            });
            return [size, ...cells, show(median(size, 'saved')), show(median(size, 'held'))];
          }),
        },
      ],
      // One size alone has nothing to be compared with.
      verdicts:
        small === large
          ? []
          : [
              ...[...served].map(([kind, sizes]) => {
                const ratio = ratioOf(sizes.get(large) ?? [], sizes.get(small) ?? []).median;
                return atLeast(`${kind} requests/s, ${large} articles of ${small}`, LARGE_OF_SMALL, ratio);
              }),
              ...(['saved', 'held'] as const).map((key) =>
                atMost(
                  `publishing (${key}), ${large} articles against ${small}`,
                  PUBLISHING_GROWTH,
                  median(large, key) / median(small, key),
                  'x',
                ),
              ),
            ],
      data: {
        served: Object.fromEntries([...served].map(([kind, sizes]) => [kind, Object.fromEntries(sizes)])),
        published: Object.fromEntries(published),
      },
    };
  },
};

/** Requests a second, by kind of request and size of archive. */
async function measureServing(
  { options, load, say }: Bench,
  archives: readonly Archive[],
): Promise<ReadonlyMap<'304' | '200', ReadonlyMap<string, readonly number[]>>> {
  const programs: [size: string, program: RunningProgram][] = [];
  try {
    for (const archive of archives) {
      programs.push([String(archive.articles), await startTidings(archive, { place: 'server' })]);
    }
    const found = new Map<'304' | '200', ReadonlyMap<string, readonly number[]>>();
    for (const kind of ['304', '200'] as const) {
      say(`serving ${kind}`);
      const sides = new Map<string, () => Promise<number>>();
      for (const [size, program] of programs) {
        const question = await questionFor(kind, program);
        sides.set(size, async () => {
          const { requestsPerSecond } = await load.run(program.port, question, options.seconds);
          program.clearLog();
          return requestsPerSecond;
        });
      }
      found.set(kind, await measureInRounds(options.rounds, sides));
    }
    return found;
  } finally {
    await Promise.all(programs.map(([, program]) => program.stop()));
  }
}

async function questionFor(kind: '304' | '200', { port }: RunningProgram): Promise<Question> {
  const plain = { path: FULL, headers: CODED };
  const { headers } = await askUntilSettled(port, plain);
  if (kind === '200') return plain;
  const question = { path: FULL, headers: { ...CODED, 'If-None-Match': headers.etag ?? '' } };
  const { status } = await ask(port, question);
  if (status !== 304) throw new Error(`expected 304, got ${status}`);
  return question;
}

/** What publishing takes, by size of archive: rounds of publications. */
async function measurePublishing(
  { options, say }: Bench,
  archives: readonly Archive[],
): Promise<ReadonlyMap<string, readonly (readonly Publication[])[]>> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const sides = new Map<string, () => Promise<readonly Publication[]>>();
    for (const archive of archives) {
      const newsroom = await startNewsroom(archive);
      stops.push(() => newsroom.stop());
      let number = archive.articles;
      // The first ones are for the engine to warm up.
      for (const end = number + PUBLICATIONS; number < end; number += 1) await publishAndRead(newsroom, number);
      sides.set(String(archive.articles), async () => {
        const published: Publication[] = [];
        for (const end = number + PUBLICATIONS; number < end; number += 1) {
          published.push(await publishAndRead(newsroom, number));
        }
        return published;
      });
    }
    say('publishing');
    return await measureInRounds(options.rounds, sides);
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
}
