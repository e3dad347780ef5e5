import type { Headlines } from './contract/headlines.ts';

declare global {
  /** The argument of the function in which the server wraps this code: a feed's headlines, or nothing in `/v1/tidings.js`. */
  const tidings: Headlines | undefined;
  /**
   * The address of the archive's script, of the server that this script came from: a link on the page may lead to another, which may give headlines, but no
   * code.
   */
  const archive: string;
}
