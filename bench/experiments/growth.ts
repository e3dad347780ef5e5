import { type Archive, buildArchives, SMALL } from '../build-archives.ts';
import { measureInRounds } from '../measure-in-rounds.ts';
import { type Publication, publishAndRead } from '../publish-and-read.ts';
import { atLeast, atMost, type Bench, type Experiment, show } from '../report.ts';
import { type BenchRequest, sendRequest, waitUntilSettled } from '../send-request.ts';
import { type RunningProgram, startNewsroom, startTidings } from '../start-program.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

const LARGE_OF_SMALL = 0.95;
/** 1 with a tolerance for noise. */
const PUBLISHING_GROWTH = 1.1;
const PUBLICATIONS = 10;
const FULL = '/feeds/full.rss';
const CODED = { 'Accept-Encoding': 'br' };

const NAMES: Readonly<Record<string, string>> = {
  304: 'requests per second, unchanged (304)',
  200: 'requests per second, full text',
  saved: 'time to save a new article',
  received: 'time until a reader has a new article',
};

/** Whether requests and publications get slower with a large archive. */
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
        `The feed of 50 full articles of 4 kB in br, from archives of several sizes, one server each; ${bench.load.name}; ${bench.options.rounds} interleaved rounds.`,
        `Publishing: ${PUBLICATIONS} articles per round and size, median milliseconds, without pinning.`,
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
            'new feed received, ms',
          ],
          rows: archives.map(({ articles }) => {
            const size = String(articles);
            const cells = [...served.values()].flatMap((sizes) => {
              const [own, base] = [sizes.get(size) ?? [], sizes.get(small) ?? []];
              return [show(spreadOf(own).median), show(ratioOf(own, base).median)];
            });
            return [size, ...cells, show(median(size, 'saved')), show(median(size, 'received'))];
          }),
        },
      ],
      // A single size cannot be compared.
      verdicts:
        small === large
          ? []
          : [
              ...[...served].map(([kind, sizes]) => {
                const ratio = ratioOf(sizes.get(large) ?? [], sizes.get(small) ?? []).median;
                return atLeast(`${NAMES[kind]}, ${large} articles against ${small}`, LARGE_OF_SMALL, ratio, 'x');
              }),
              ...(['saved', 'received'] as const).map((key) =>
                atMost(
                  `${NAMES[key]}, ${large} articles against ${small}`,
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

/** Requests per second, by kind of request and size of archive. */
async function measureServing(
  { options, load, progress }: Bench,
  archives: readonly Archive[],
): Promise<ReadonlyMap<'304' | '200', ReadonlyMap<string, readonly number[]>>> {
  const programs: [size: string, program: RunningProgram][] = [];
  try {
    for (const archive of archives) {
      programs.push([String(archive.articles), await startTidings(archive, { core: 'server' })]);
    }
    const found = new Map<'304' | '200', ReadonlyMap<string, readonly number[]>>();
    for (const kind of ['304', '200'] as const) {
      progress(`serving ${kind}`);
      const sides = new Map<string, () => Promise<number>>();
      for (const [size, program] of programs) {
        const request = await requestFor(kind, program);
        sides.set(size, async () => {
          const { requestsPerSecond } = await load.run(program.port, request, options.seconds);
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

async function requestFor(kind: '304' | '200', { port }: RunningProgram): Promise<BenchRequest> {
  const plain = { path: FULL, headers: CODED };
  const { headers } = await waitUntilSettled(port, plain);
  if (kind === '200') return plain;
  const request = { path: FULL, headers: { ...CODED, 'If-None-Match': headers.etag ?? '' } };
  const { status } = await sendRequest(port, request);
  if (status !== 304) throw new Error(`expected 304, got ${status}`);
  return request;
}

/** Times of publications, by size of archive and round. */
async function measurePublishing(
  { options, progress }: Bench,
  archives: readonly Archive[],
): Promise<ReadonlyMap<string, readonly (readonly Publication[])[]>> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const sides = new Map<string, () => Promise<readonly Publication[]>>();
    for (const archive of archives) {
      const newsroom = await startNewsroom(archive);
      stops.push(() => newsroom.stop());
      let number = archive.articles;
      // Warm-up.
      for (const end = number + PUBLICATIONS; number < end; number += 1) await publishAndRead(newsroom, number);
      sides.set(String(archive.articles), async () => {
        const published: Publication[] = [];
        for (const end = number + PUBLICATIONS; number < end; number += 1) {
          published.push(await publishAndRead(newsroom, number));
        }
        return published;
      });
    }
    progress('publishing');
    return await measureInRounds(options.rounds, sides);
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
}
