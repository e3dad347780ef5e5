import { stat } from 'node:fs/promises';
import { StartError } from '../../model/problem.ts';
import type { Source } from '../source-kinds.ts';

/** Throws a `StartError` that names every source whose folder does not exist. */
export async function checkFolders(sources: readonly Source[]): Promise<void> {
  const checks = await Promise.all(
    sources.map(async ({ id, folder }) => {
      const isFolder = await stat(folder).then(
        (stats) => stats.isDirectory(),
        () => false,
      );
      return isFolder ? [] : [`The folder of source ${id} does not exist: ${folder}`];
    }),
  );
  const missing = checks.flat();
  if (missing.length > 0) throw new StartError(missing.join('\n'));
}
