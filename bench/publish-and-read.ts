import { brotliDecompressSync } from 'node:zlib';
import { sendRequest } from './send-request.ts';
import type { RunningNewsroom } from './start-program.ts';

/** Times of one publication, in milliseconds. */
export interface Publication {
  /** Save and announce, inside the server. */
  readonly saved: number;
  /** From the publishing request to the last byte of the new feed. */
  readonly received: number;
}

/** Publishes an article and reads the feed. Rejects if the article is not in it. */
export async function publishAndRead(newsroom: RunningNewsroom, number: number): Promise<Publication> {
  const began = performance.now();
  const saved = await newsroom.publish(number);
  const { body } = await sendRequest(newsroom.port, { path: '/feeds/full.rss', headers: { 'Accept-Encoding': 'br' } });
  const received = performance.now() - began;
  if (!brotliDecompressSync(body).includes(`/stories/${number}<`)) {
    throw new Error(`expected article ${number} in the feed after its publication`);
  }
  return { saved, received };
}
