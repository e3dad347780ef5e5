import { type StatsListener, unwatchFile, watchFile } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Config, OPTIONS, type OptionName } from '../config.ts';
import { loadSources } from '../ingest/load-sources.ts';
import type { Source } from '../ingest/source-kinds.ts';
import { formatProblem, StartError } from '../model/problem.ts';
import { loadOptions, OPTIONS_FILE } from './load-options.ts';

interface RestartFiles {
  /** What the server uses. */
  readonly config: Config;
  readonly sources: readonly Source[];
  readonly log: Readonly<Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>>;
  /** How often the files are looked at. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 5_000;

/** Says in the log that a changed `sources.yaml` or options file needs a restart, or that it is invalid. Returns a function that stops it. */
export function watchRestartFiles({ config, sources, log, intervalMs = INTERVAL_MS }: RestartFiles): () => void {
  const sourcesFile = path.join(config.FEEDS_DIR, 'sources.yaml');

  const listChangedOptions = async (): Promise<readonly string[]> => {
    const options = loadOptions();
    const names = Object.keys(OPTIONS) as OptionName[];
    return names.filter((name) => !isDeepStrictEqual(options[name], config[name]));
  };
  const listChangedSources = async (): Promise<readonly string[]> => {
    const loaded = await loadSources(sourcesFile);
    if (loaded.kind === 'invalid') throw new StartError(loaded.problems.map(formatProblem).join('\n'));
    return isDeepStrictEqual(loaded.value, sources) ? [] : ['sources'];
  };
  // The first options file may name the folder of the second one.
  const files = new Map([
    [path.resolve(OPTIONS_FILE), listChangedOptions],
    [path.resolve(config.NEWSROOM_DIR, OPTIONS_FILE), listChangedOptions],
    [path.resolve(sourcesFile), listChangedSources],
  ]);

  const tell = async (file: string, listChanged: () => Promise<readonly string[]>): Promise<void> => {
    try {
      const changed = await listChanged();
      if (changed.length === 0) log.info({ file }, `${file} has changed, but nothing that the server uses`);
      else log.warn({ file, changed }, `${file} has changed: restart the server to use ${changed.join(', ')}`);
    } catch (error) {
      log.error({ file }, `${file} has changed, and the server would not start with it: ${(error as Error).message}`);
    }
  };
  const stops = [...files].map(([file, listChanged]) => {
    const listener: StatsListener = (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) void tell(file, listChanged);
    };
    // Looks at the file again and again, so that a file is noticed that is new, replaced or on a network drive.
    watchFile(file, { interval: intervalMs, persistent: false }, listener);
    return () => unwatchFile(file, listener);
  });
  return () => {
    for (const stop of stops) stop();
  };
}
