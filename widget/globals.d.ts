import type { Headlines } from './contract/headlines.ts';

declare global {
  /** The argument of the function in which the server wraps this code: a feed's headlines, or nothing in `/v1/tidings.js`. */
  const TIDINGS: Headlines | undefined;
}
