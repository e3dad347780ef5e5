import { brotliDecompressSync } from 'node:zlib';
import { ask } from './ask.ts';
import type { RunningNewsroom } from './program.ts';

/** One article on its way, in milliseconds. */
export interface Publication {
  /** Inside the server: saved and announced. */
  readonly saved: number;
  /** From the request that publishes it to a reader holding the whole new feed. */
  readonly held: number;
}

/** Publishes an article and reads the feed until the last byte; rejects where the article is not in it. */
export async function publishAndRead(newsroom: RunningNewsroom, number: number): Promise<Publication> {
  const began = performance.now();
  const saved = await newsroom.publish(number);
  const { body } = await ask(newsroom.port, { path: '/feeds/full.rss', headers: { 'Accept-Encoding': 'br' } });
  const held = performance.now() - began;
  if (!brotliDecompressSync(body).includes(`/stories/${number}<`)) {
    throw new Error(`expected story ${number} in the feed right after it was published`);
  }
  return { saved, held };
}
