import { constants } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isHiddenOrTemporary, isNotStatic } from '../ingest/folder/source-files.ts';
import { checkFolders } from '../ingest/load-sources.ts';
import type { Source } from '../ingest/source-kinds.ts';
import type { Check, Report } from './check.ts';

const LIMIT_MS = 10_000;
const WATCHES_FILE = '/proc/sys/fs/inotify/max_user_watches';
/** Other programs of the same user need some too. */
const MAX_WATCHES_SHARE = 0.8;

interface Found {
  directories: number;
  readonly unreadable: string[];
}

/** Whether the folders of articles can be read, and watched. */
export function checkSources(sources: () => Promise<readonly Source[]>, watchesFile = WATCHES_FILE): Check {
  return {
    name: 'sources',
    limitMs: LIMIT_MS,
    async run(report, signal) {
      const known = await sources().catch(() => undefined);
      if (known === undefined) return;
      await checkFolders(known);
      const found: Found = { directories: 0, unreadable: [] };
      for (const { folder, static: other } of known) {
        await lookAt(folder, isHiddenOrTemporary(folder), found, signal);
        if (other !== undefined) await lookAt(other, isNotStatic(other), found, signal);
      }
      const [first] = found.unreadable;
      if (first !== undefined)
        report.problem(
          `The server cannot read ${found.unreadable.length} files or folders of articles, such as ${first}.`,
          'Let its user read them: chmod -R a+rX FOLDER',
        );
      else report.ok(`The folders of articles can be read. Folders: ${found.directories}.`);
      await checkWatches(report, found.directories, watchesFile);
    },
  };
}

async function lookAt(
  folder: string,
  isIgnored: (path: string) => boolean,
  found: Found,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  found.directories += 1;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return void found.unreadable.push(folder);
  const known = entries
    .map((entry) => ({ entry, path: join(folder, entry.name) }))
    .filter(({ path }) => !isIgnored(path));
  await Promise.all(
    known.map(async ({ entry, path }) => {
      if (!entry.isDirectory() && !(await isReadable(path))) found.unreadable.push(path);
    }),
  );
  for (const { entry, path } of known) if (entry.isDirectory()) await lookAt(path, isIgnored, found, signal);
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT',
  );
}

/** Linux needs a watch for each folder. Without one, the server looks at the files every few seconds. */
async function checkWatches(report: Report, directories: number, watchesFile: string): Promise<void> {
  const limit = Number(await readFile(watchesFile, 'utf8').catch(() => '')) || Number.POSITIVE_INFINITY;
  if (directories > limit * MAX_WATCHES_SHARE)
    report.problem(
      `The system lets a user watch ${limit} folders, and there are ${directories}: changes are noticed late.`,
      `Raise the limit: sysctl -w fs.inotify.max_user_watches=${directories * 4} (and save it in /etc/sysctl.d/)`,
    );
}
