import { constants, copyFileSync } from 'node:fs';
import path from 'node:path';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { waitUntilIdle } from './processes.ts';
import type { Bench } from './report.ts';
import { startTidings } from './start-program.ts';

/** A newsroom with a number of articles. */
export interface Archive extends NewsroomFolder {
  readonly articles: number;
}

const SIZES = [20, 1_000, 10_000, 100_000, 200_000];
/** Its feeds have fewer articles than the others', so their sizes cannot be compared. */
export const SMALL = 20;

const built = new Map<string, Promise<readonly Archive[]>>();

/** Builds newsrooms up to the size that the options allow, smallest first; once per run. */
export function buildArchives({
  shared,
  options,
  progress,
}: Pick<Bench, 'shared' | 'options' | 'progress'>): Promise<readonly Archive[]> {
  const archives = built.get(shared) ?? build(shared, options.articles, progress);
  built.set(shared, archives);
  return archives;
}

async function build(shared: string, maxArticles: number, progress: Bench['progress']): Promise<readonly Archive[]> {
  const sizes = [...new Set(SIZES.map((size) => Math.min(size, maxArticles)))];
  const growing = makeNewsroomFolder(path.join(shared, 'growing'), 0);
  const archives: Archive[] = [];
  let from = 0;
  for (const articles of sizes) {
    progress(`filling the archive from ${from} to ${articles} articles`);
    await fillDatabase(growing.databaseFile, ARCHIVE_SHAPE, { from, to: articles });
    const newsroom = makeNewsroomFolder(path.join(shared, String(articles)), 0);
    copyFileSync(growing.databaseFile, newsroom.databaseFile, constants.COPYFILE_FICLONE);
    archives.push({ ...newsroom, articles });
    from = articles;
  }
  for (const archive of archives) await runOnce(archive, progress);
  return archives;
}

/** The first run builds archive pages. This waits until it has ended. */
async function runOnce(archive: Archive, progress: Bench['progress']): Promise<void> {
  const began = performance.now();
  const program = await startTidings(archive, { core: 'any' });
  await waitUntilIdle(program.pid);
  await program.stop();
  progress(`${archive.articles} articles: first run idle after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
