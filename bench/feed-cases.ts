import { type Answer, ask, type Question } from './ask.ts';
import type { Coding } from './prepared.ts';
import type { Side } from './sides.ts';

/** One kind of request: which document, and what of it. */
export interface FeedCase {
  readonly name: string;
  readonly document: string;
  readonly coding: Coding;
  readonly kind: '200' | '304' | 'HEAD';
  /** Also measured where time is short. */
  readonly inQuick?: true;
}

const FULL = '/feeds/full.rss';
const EXCERPT = '/feeds/excerpt.rss';

/** The documents that are asked for. */
export const FEED_DOCUMENTS: readonly string[] = [FULL, EXCERPT];

/** What is measured of them. */
export const FEED_CASES: readonly FeedCase[] = [
  { name: 'full, 304', document: FULL, coding: 'gzip', kind: '304', inQuick: true },
  { name: 'full, HEAD', document: FULL, coding: 'gzip', kind: 'HEAD' },
  { name: 'full, 200 identity', document: FULL, coding: 'identity', kind: '200' },
  { name: 'full, 200 gzip', document: FULL, coding: 'gzip', kind: '200', inQuick: true },
  { name: 'full, 200 br', document: FULL, coding: 'br', kind: '200', inQuick: true },
  { name: 'excerpt, 304', document: EXCERPT, coding: 'gzip', kind: '304' },
  { name: 'excerpt, 200 identity', document: EXCERPT, coding: 'identity', kind: '200' },
  { name: 'excerpt, 200 gzip', document: EXCERPT, coding: 'gzip', kind: '200' },
  { name: 'excerpt, 200 br', document: EXCERPT, coding: 'br', kind: '200' },
];

/** The request that gets this answer from this server, tried once: each has its own entity tags. */
export async function questionFor(
  each: FeedCase,
  side: Side,
): Promise<{ readonly question: Question; readonly answer: Answer }> {
  const path = side.pathOf(each.document, each.coding);
  const plain: Question = { path, headers: { 'Accept-Encoding': each.coding } };
  const whole = await ask(side.port, plain);
  if (whole.status !== 200) throw new Error(`expected 200 from ${side.name}, ${path}, got ${whole.status}`);
  const coding = whole.headers['content-encoding'] ?? 'identity';
  if (side.sameBytes && coding !== each.coding) {
    throw new Error(`expected ${each.coding} from ${side.name}, ${path}, got ${coding}`);
  }
  if (each.kind === '200') return { question: plain, answer: whole };
  if (each.kind === 'HEAD') return { question: { ...plain, method: 'HEAD' }, answer: whole };
  const question = { path, headers: { ...plain.headers, 'If-None-Match': whole.headers.etag ?? '' } };
  const answer = await ask(side.port, question);
  if (answer.status !== 304) throw new Error(`expected 304 from ${side.name}, ${path}, got ${answer.status}`);
  return { question, answer };
}
