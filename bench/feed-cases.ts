import type { Coding } from './prepared.ts';
import { type Answer, type BenchRequest, sendRequest } from './send-request.ts';
import type { Side } from './sides.ts';

/** A kind of request. */
export interface FeedCase {
  readonly name: string;
  readonly document: string;
  readonly coding: Coding;
  readonly kind: '200' | '304' | 'HEAD';
  /** Also measured with `--quick`. */
  readonly inQuick?: true;
}

const FULL = '/feeds/full.rss';
const EXCERPT = '/feeds/excerpt.rss';

/** The requested documents. */
export const FEED_DOCUMENTS: readonly string[] = [FULL, EXCERPT];

export const FEED_CASES: readonly FeedCase[] = [
  { name: 'full text, unchanged (304)', document: FULL, coding: 'gzip', kind: '304', inQuick: true },
  { name: 'full text, without the body (HEAD)', document: FULL, coding: 'gzip', kind: 'HEAD' },
  { name: 'full text, not compressed', document: FULL, coding: 'identity', kind: '200' },
  { name: 'full text, gzip', document: FULL, coding: 'gzip', kind: '200', inQuick: true },
  { name: 'full text, Brotli', document: FULL, coding: 'br', kind: '200', inQuick: true },
  { name: 'summaries, unchanged (304)', document: EXCERPT, coding: 'gzip', kind: '304' },
  { name: 'summaries, not compressed', document: EXCERPT, coding: 'identity', kind: '200' },
  { name: 'summaries, gzip', document: EXCERPT, coding: 'gzip', kind: '200' },
  { name: 'summaries, Brotli', document: EXCERPT, coding: 'br', kind: '200' },
];

/** Builds the request for a case and tries it once. ETags differ between servers. */
export async function requestFor(
  each: FeedCase,
  side: Side,
): Promise<{ readonly request: BenchRequest; readonly answer: Answer }> {
  const path = side.pathOf(each.document, each.coding);
  const plain: BenchRequest = { path, headers: { 'Accept-Encoding': each.coding } };
  const whole = await sendRequest(side.port, plain);
  if (whole.status !== 200) throw new Error(`expected 200 from ${side.name}, ${path}, got ${whole.status}`);
  const coding = whole.headers['content-encoding'] ?? 'identity';
  if (side.sameBytes && coding !== each.coding) {
    throw new Error(`expected ${each.coding} from ${side.name}, ${path}, got ${coding}`);
  }
  if (each.kind === '200') return { request: plain, answer: whole };
  if (each.kind === 'HEAD') return { request: { ...plain, method: 'HEAD' }, answer: whole };
  const request = { path, headers: { ...plain.headers, 'If-None-Match': whole.headers.etag ?? '' } };
  const answer = await sendRequest(side.port, request);
  if (answer.status !== 304) throw new Error(`expected 304 from ${side.name}, ${path}, got ${answer.status}`);
  return { request, answer };
}
