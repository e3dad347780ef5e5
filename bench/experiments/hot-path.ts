import type { IncomingMessage } from 'node:http';
import { chooseCoding } from '../../src/http/accept-encoding.ts';
import { openAccessLog } from '../../src/http/access-log.ts';
import { isNotModified } from '../../src/http/conditional.ts';
import type { Representation } from '../../src/publish/representation.ts';
import { RepresentationCache } from '../../src/publish/representation-cache.ts';
import { type Experiment, show } from '../report.ts';

const DOCUMENTS = 50;
const TURNS = 100_000;
/** The quickest of so many runs counts: whatever else the machine does can only make one slower. */
const RUNS = 15;
/** As the server passes them on (`src/commands/open-log-destination.ts`). */
const LINES_AT_A_TIME = 64;
const AGENT = 'Reader/2.1 (+https://reader.example; 120 subscribers)';

/** What our own code costs on the hot path, piece by piece, without a network: the rest of a request is node:http's and the kernel's. */
export const hotPath: Experiment = {
  name: 'hot-path',
  async run({ say }) {
    say('timing the pieces of a 304');
    const cache = new RepresentationCache(64 * 1024 * 1024);
    const urls = Array.from({ length: DOCUMENTS }, (_, index) => `/feeds/topic-${index}.rss`);
    const requests: Asked[] = [];
    for (const url of urls) {
      const document = await cache.load(url, async () => ({
        status: 200,
        body: `${url} `.repeat(500),
        type: 'application/rss+xml; charset=utf-8',
        headers: {},
        affectedBy: () => false,
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
    const pieces = new Map<string, (asked: Asked) => unknown>([
      // A string as the parser makes it: new each time, its hash not known yet.
      ['an address, as it comes from the parser', ({ url }) => freshCopy(url)],
      ['finding the document', ({ url }) => cache.find(freshCopy(url))],
      ['choosing the coding, finding the variant', (asked) => asked.document.variant(chooseCoding('gzip'))],
      ['comparing the tags', ({ request, document, variant }) => isNotModified(request.headers, document, variant)],
      ['the line of the log', ({ request, url }) => log.write(request, url, 304, 0, 0)],
    ]);
    const found = new Map([...pieces].map(([name, piece]) => [name, quickest(requests, piece)]));
    const address = found.get('an address, as it comes from the parser') ?? 0;
    found.set('finding the document', (found.get('finding the document') ?? 0) - address);
    return {
      title: 'Our share of a 304, piece by piece',
      notes: [
        `Nanoseconds of the quickest of ${RUNS} runs over ${DOCUMENTS} documents, in this process; the experiment "feeds" shows what a whole request takes.`,
      ],
      tables: [{ columns: ['piece', 'ns'], rows: [...found].map(([name, ns]) => [name, show(ns)]) }],
      verdicts: [],
      data: Object.fromEntries(found),
    };
  },
};

interface Asked {
  readonly request: IncomingMessage;
  readonly url: string;
  readonly document: Representation;
  readonly variant: ReturnType<Asked['document']['variant']>;
}

function freshCopy(text: string): string {
  return ` ${text}`.slice(1);
}

/** Nanoseconds of one turn. */
function quickest(requests: readonly Asked[], piece: (asked: Asked) => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  let kept: unknown;
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    for (let turn = 0; turn < TURNS; turn += 1) {
      const asked = requests[turn % requests.length];
      if (asked !== undefined) kept = piece(asked);
    }
    least = Math.min(least, ((performance.now() - began) / TURNS) * 1e6);
  }
  // What is never looked at an engine may leave out.
  if (kept === Symbol.iterator) throw new Error('expected anything else');
  return least;
}
