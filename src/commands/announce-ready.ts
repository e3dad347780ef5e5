import type { Config } from '../config.ts';
import { servesSample } from './sample-newsroom.ts';

/** Prints the end of a start, for people. */
export function announceReady(config: Pick<Config, 'FEEDS_DIR'>, text: string): void {
  process.stdout.write(text);
  if (servesSample(config)) {
    process.stdout.write('This is the sample newsroom. "npx tidings init ../newsroom" makes yours.\n');
  }
}
