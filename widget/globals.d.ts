import type { Headlines } from './contract/headlines.ts';

// The arguments of the function in which the server wraps this code.
declare global {
  /** A feed's headlines; nothing in `/v1/tidings.js`. */
  const tidings: Headlines | undefined;
  /** Address of the second script, on the server of this script. A link in the page may name another server, which may give headlines but no code. A released version does not always know it. */
  const secondScript: string | undefined;
}
