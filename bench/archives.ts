import { constants, copyFileSync } from 'node:fs';
import path from 'node:path';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { waitUntilIdle } from './processes.ts';
import { startTidings } from './program.ts';
import type { Bench } from './report.ts';

/** A newsroom with an archive of a certain size. */
export interface Archive extends NewsroomFolder {
  readonly articles: number;
}

const SIZES = [20, 1_000, 10_000, 100_000, 200_000];
/** A size whose feeds are not full: their bytes cannot be compared with the others'. */
export const SMALL = 20;

const built = new Map<string, Promise<readonly Archive[]>>();

/** The newsrooms, the smallest first, as large as the options allow; built when first asked for, once in a run. */
export function buildArchives({
  shared,
  options,
  say,
}: Pick<Bench, 'shared' | 'options' | 'say'>): Promise<readonly Archive[]> {
  const archives = built.get(shared) ?? build(shared, options.articles, say);
  built.set(shared, archives);
  return archives;
}

async function build(shared: string, most: number, say: Bench['say']): Promise<readonly Archive[]> {
  const sizes = [...new Set(SIZES.map((size) => Math.min(size, most)))];
  const growing = makeNewsroomFolder(path.join(shared, 'growing'), 0);
  const archives: Archive[] = [];
  let from = 0;
  for (const articles of sizes) {
    say(`filling the archive from ${from} to ${articles} articles`);
    await fillDatabase(growing.databaseFile, ARCHIVE_SHAPE, { from, to: articles });
    const newsroom = makeNewsroomFolder(path.join(shared, String(articles)), 0);
    copyFileSync(growing.databaseFile, newsroom.databaseFile, constants.COPYFILE_FICLONE);
    archives.push({ ...newsroom, articles });
    from = articles;
  }
  for (const archive of archives) await runIn(archive, say);
  return archives;
}

/** The first run puts the old articles onto archive pages; that is over when anything is measured. */
async function runIn(archive: Archive, say: Bench['say']): Promise<void> {
  const began = performance.now();
  const program = await startTidings(archive, { place: 'free' });
  await waitUntilIdle(program.pid);
  await program.stop();
  say(`${archive.articles} articles: first run quiet after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
