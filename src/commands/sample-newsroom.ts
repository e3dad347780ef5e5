import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';

/** The folder of the program. */
export const PROGRAM_DIR = path.resolve(import.meta.dirname, '../..');
/** The feed definitions and articles of the sample newsroom, which belong to the program. */
export const SAMPLE_FEEDS_DIR = path.join(PROGRAM_DIR, 'feeds');

export function servesSample({ FEEDS_DIR }: Pick<Config, 'FEEDS_DIR'>): boolean {
  try {
    return realpathSync(FEEDS_DIR) === realpathSync(SAMPLE_FEEDS_DIR);
  } catch {
    return false;
  }
}
