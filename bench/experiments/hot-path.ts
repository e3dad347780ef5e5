import type { IncomingMessage } from 'node:http';
import { chooseCoding } from '../../src/http/accept-encoding.ts';
import { openAccessLog } from '../../src/http/access-log.ts';
import { findNotModifiedHead } from '../../src/http/conditional.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import type { Representation } from '../../src/publish/representation.ts';
import { RepresentationCache } from '../../src/publish/representation-cache.ts';
import { type Experiment, show } from '../report.ts';

const DOCUMENTS = 50;
const CALLS = 100_000;
/** The fastest run counts, because other load can only slow a run down. */
const RUNS = 15;
/** As the server passes them on (`src/commands/open-log-destination.ts`). */
const LINES_AT_A_TIME = 64;
const AGENT = 'Reader/2.1 (+https://reader.example; 120 subscribers)';

/** The cost of our code on the hot path, step by step, without a network. The rest of a request is node:http and the kernel. */
export const hotPath: Experiment = {
  name: 'hot-path',
  async run({ progress }) {
    progress('measuring the steps of a 304');
    const cache = new RepresentationCache(64 * 1024 * 1024);
    const urls = Array.from({ length: DOCUMENTS }, (_, index) => `/feeds/topic-${index}.rss`);
    const requests: Prepared[] = [];
    for (const url of urls) {
      const document = await cache.load(url, async () => ({
        status: 200,
        body: `${url} `.repeat(500),
        type: 'application/rss+xml; charset=utf-8',
        headers: {},
        affectedBy: () => false,
        tags: [],
      }));
      const variant = document.variant('gzip');
      const headers = { 'accept-encoding': 'gzip', 'if-none-match': variant.etag, 'user-agent': AGENT };
      requests.push({ request: { method: 'GET', url, headers } as unknown as IncomingMessage, url, document, variant });
    }
    let lines: string[] = [];
    const log = openAccessLog((line) => {
      lines.push(line);
      if (lines.length === LINES_AT_A_TIME) lines = [Buffer.from(lines.join('')).toString('latin1', 0, 1)];
    });
    const steps = new Map<string, (asked: Prepared) => unknown>([
      // Like the parser's string: new each time, without a computed hash.
      ['a copy of the address', ({ url }) => freshCopy(url)],
      ['find the document', ({ url }) => cache.find(freshCopy(url))],
      ['choose the content coding and the variant', (prepared) => prepared.document.variant(chooseCoding('gzip'))],
      [
        'compare the tags',
        ({ request, document, variant }) => findNotModifiedHead(request.headers, document, variant, systemClock),
      ],
      ['write the log line', ({ request, url }) => log.write(request, url, 304, 0, 0)],
    ]);
    const found = new Map([...steps].map(([name, step]) => [name, measureFastest(requests, step)]));
    const address = found.get('a copy of the address') ?? 0;
    found.set('find the document', (found.get('find the document') ?? 0) - address);
    return {
      title: 'Our share of a 304, by step',
      notes: [
        `Nanoseconds of the fastest of ${RUNS} runs over ${DOCUMENTS} documents, in this process; the experiment "feeds" measures whole requests.`,
      ],
      tables: [{ columns: ['step', 'ns'], rows: [...found].map(([name, ns]) => [name, show(ns)]) }],
      verdicts: [],
      data: Object.fromEntries(found),
    };
  },
};

interface Prepared {
  readonly request: IncomingMessage;
  readonly url: string;
  readonly document: Representation;
  readonly variant: ReturnType<Prepared['document']['variant']>;
}

function freshCopy(text: string): string {
  return ` ${text}`.slice(1);
}

/** Nanoseconds per call. */
function measureFastest(requests: readonly Prepared[], step: (prepared: Prepared) => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  let kept: unknown;
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    for (let call = 0; call < CALLS; call += 1) {
      const prepared = requests[call % requests.length];
      if (prepared !== undefined) kept = step(prepared);
    }
    least = Math.min(least, ((performance.now() - began) / CALLS) * 1e6);
  }
  // Uses the result, so that the engine does not remove the calls.
  if (kept === Symbol.iterator) throw new Error('expected anything else');
  return least;
}
