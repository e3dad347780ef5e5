import { FEED_CASES, FEED_DOCUMENTS, type FeedCase, requestFor } from '../feed-cases.ts';
import { measureInRounds } from '../measure-in-rounds.ts';
import {
  atLeast,
  atMost,
  type Bench,
  type Experiment,
  type Report,
  show,
  type Table,
  type Verdict,
} from '../report.ts';
import { closeSides, openSides, type Side } from '../sides.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

interface Sample {
  readonly perSecond: number;
  readonly p99: number;
  readonly cpuMicroseconds: number;
}

const UNCHANGED_OF_BARE = 0.85;
const CHANGED_OF_BARE = 0.9;
const CHANGED_OF_NGINX = 0.85;
const P99_OF_BARE = 2;
/** The target against nginx is for documents of about 100 kB. */
const NGINX_BAR_BYTES = 80_000;

/** Our feeds beside bare node:http, nginx and Express that send the same bytes. */
export const feeds: Experiment = {
  name: 'feeds',
  async run(bench) {
    const { sides, missing } = await openSides(bench, FEED_DOCUMENTS);
    try {
      const cases = FEED_CASES.filter(({ inQuick }) => inQuick || !bench.options.quick);
      const found = [];
      for (const each of cases) found.push(await measureCase(bench, each, sides));
      return report(bench, found, missing);
    } finally {
      await closeSides(sides);
    }
  },
};

interface Found {
  readonly name: string;
  readonly kind: FeedCase['kind'];
  readonly bytes: number;
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

async function measureCase({ options, load, progress }: Bench, each: FeedCase, sides: readonly Side[]): Promise<Found> {
  progress(each.name);
  const measures = new Map<string, () => Promise<Sample>>();
  let bytes = 0;
  for (const side of sides) {
    const { request, answer } = await requestFor(each, side);
    if (side.name === 'ours') bytes = answer.body.length;
    measures.set(side.name, async () => {
      const before = side.cpuSeconds();
      const { requests, requestsPerSecond, p99 } = await load.run(side.port, request, options.seconds);
      const cpuMicroseconds = ((side.cpuSeconds() - before) / requests) * 1e6;
      side.clearLog();
      return { perSecond: requestsPerSecond, p99, cpuMicroseconds };
    });
  }
  return { name: each.name, kind: each.kind, bytes, samples: await measureInRounds(options.rounds, measures) };
}

function report({ load, options }: Bench, found: readonly Found[], missing: readonly string[]): Report {
  const names = [...(found[0]?.samples.keys() ?? [])];
  const table = (caption: string, cell: (each: Found, side: string) => string): Table => ({
    caption,
    columns: ['request', 'body', ...names],
    rows: found.map((each) => [each.name, size(each.bytes), ...names.map((side) => cell(each, side))]),
  });
  const of = (each: Found, side: string, key: keyof Sample) => (each.samples.get(side) ?? []).map((one) => one[key]);
  const tables = [
    table('Requests per second, median', (each, side) => show(spreadOf(of(each, side, 'perSecond')).median)),
    table('Against bare node:http, median of the rounds (least to most)', (each, side) => {
      const { median, least, most } = ratioOf(of(each, side, 'perSecond'), of(each, 'bare', 'perSecond'));
      return `${median.toPrecision(2)} (${least.toPrecision(2)}–${most.toPrecision(2)})`;
    }),
    table('p99 in milliseconds, median', (each, side) => show(spreadOf(of(each, side, 'p99')).median)),
    table('Processor time per request in microseconds, median', (each, side) =>
      show(spreadOf(of(each, side, 'cpuMicroseconds')).median),
    ),
  ];
  return {
    title: 'Feeds over HTTP',
    notes: [
      `50 articles of 5 kB; ${load.name}; ${options.rounds} interleaved rounds of ${options.seconds} s; server on one core, load on the other.`,
      'ours: `tidings serve` as npm start runs it, with each request logged to a file. HEAD requests come from our own generator for all servers.',
      'generating: Express 5, cors, helmet and the package `feed` on each request, with articles in memory.',
      ...missing,
    ],
    tables,
    verdicts: found.flatMap((each) => verdictsOf(each, (side, key) => of(each, side, key))),
    data: found.map(({ samples, ...rest }) => ({ ...rest, samples: Object.fromEntries(samples) })),
  };
}

function verdictsOf({ name, kind, bytes }: Found, of: (side: string, key: keyof Sample) => number[]): Verdict[] {
  const against = (side: string, key: keyof Sample) => ratioOf(of('ours', key), of(side, key)).median;
  const bar = kind === '200' ? CHANGED_OF_BARE : UNCHANGED_OF_BARE;
  const verdicts = [
    atLeast(`${name}: requests per second, against plain Node`, bar, against('bare', 'perSecond'), 'x'),
    atMost(`${name}: time for 99% of the answers, against plain Node`, P99_OF_BARE, against('bare', 'p99'), 'x'),
  ];
  const hasNginxBar = kind === '200' && bytes >= NGINX_BAR_BYTES && of('nginx', 'perSecond').length > 0;
  return hasNginxBar
    ? [
        ...verdicts,
        atLeast(`${name}: requests per second, against nginx`, CHANGED_OF_NGINX, against('nginx', 'perSecond'), 'x'),
      ]
    : verdicts;
}

function size(bytes: number): string {
  return bytes === 0 ? '–' : `${(bytes / 1000).toFixed(1)} kB`;
}
