import { stat } from 'node:fs/promises';
import { StartError } from '../../model/problem.ts';
import type { Source } from '../source-kinds.ts';

/** Throws a `StartError` that names every source whose folder does not exist. */
export async function checkFolders(sources: readonly Source[]): Promise<void> {
  const checks = await Promise.all(
    sources.flatMap(({ id, folder, static: staticFolder }) => [
      describeMissing(`folder of source ${id}`, folder),
      ...(staticFolder === undefined ? [] : [describeMissing(`static folder of source ${id}`, staticFolder)]),
    ]),
  );
  const missing = checks.filter((check) => check !== undefined);
  if (missing.length > 0) throw new StartError(missing.join('\n'));
}

async function describeMissing(what: string, folder: string): Promise<string | undefined> {
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return isFolder ? undefined : `The ${what} does not exist: ${folder}`;
}
