import type { Headlines } from './contract/headlines.ts';

declare global {
  /** The argument of the function in which the server wraps this code: a feed's headlines, or nothing in `/v1/tidings.js`. */
  const TIDINGS: Headlines | undefined;
  /** The path of the archive's script, with a hash of its code in it; written in where this code is bundled. */
  const ARCHIVE: string;
}
