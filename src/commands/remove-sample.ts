import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { listFolder } from '../ingest/folder/source-files.ts';
import { getFolderFiles } from '../ingest/source-kinds.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import type { Article } from '../model/article.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { StartError } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { openStore } from '../store/open-store.ts';
import { openImportThreads } from '../threads/import-threads.ts';
import { formatArticle } from './format-article.ts';
import { loadOptions } from './load-options.ts';
import { useExistingStore } from './open-existing-store.ts';
import { SAMPLE_FEEDS_DIR, servesSample } from './sample-newsroom.ts';

const REASON = 'This was a sample article of the program, and not news.';
const MAX_SAMPLES = 10_000;

export function registerRemoveSample(program: Command): void {
  program
    .command('remove-sample')
    .description('retract the articles of the sample newsroom, where they were mixed with your own')
    .option('--yes', 'retract them; without this the command only lists them')
    .action(removeSample);
}

/** A retraction stays even if a file is read again. Files that were changed, and articles with another title, stay. */
async function removeSample({ yes }: { readonly yes?: true }): Promise<void> {
  const config = loadOptions();
  await useExistingStore(config, async (store) => {
    const { articles: samples, paths } = await readSample();
    const found = (await findSamples(store, samples)).filter(
      ({ state }) => state !== 'retracted' && state !== 'withdrawn',
    );
    const copies = servesSample(config) ? [] : paths.filter((name) => isCopy(config.FEEDS_DIR, name));
    for (const article of found) process.stdout.write(`${formatArticle(article)}\n`);
    for (const name of copies) process.stdout.write(`${path.join(config.FEEDS_DIR, name)}\n`);
    const counts = `articles: ${found.length}, files: ${copies.length}`;
    if (yes !== true) {
      process.stdout.write(`Found of the sample: ${counts}. Nothing is changed; --yes retracts and deletes them.\n`);
      return;
    }
    for (const name of copies) await rm(path.join(config.FEEDS_DIR, name));
    for (const { id } of found) await store.retract(id, REASON, systemClock());
    process.stdout.write(`Removed of the sample: ${counts}.\n`);
    if (servesSample(config)) {
      process.stdout.write('The feeds are still those of the sample: "npx tidings init ../newsroom" makes yours.\n');
    }
  });
}

/** The articles of the sample, read as the server reads them, and the paths of their files. */
async function readSample(): Promise<{ readonly articles: readonly Article[]; readonly paths: readonly string[] }> {
  const { sources } = await loadNewsroomFiles(SAMPLE_FEEDS_DIR);
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-sample-'));
  const database = { kind: 'file', path: path.join(folder, 'sample.db') } as const;
  const store = await openStore({ database, mintId: mintUuidV7 });
  const importer = openImportThreads({
    database,
    mediaDir: path.join(folder, 'media'),
    timeZone: 'UTC',
    threads: availableParallelism(),
    measuresAudio: false,
  });
  try {
    const paths: string[] = [];
    for (const source of sources) {
      const { articles } = await listFolder(getFolderFiles(source));
      const { postponed } = await importer.importFiles(source, articles);
      if (postponed !== undefined) throw new StartError(postponed.reason);
      paths.push(...articles.map((file) => path.relative(SAMPLE_FEEDS_DIR, file.path)));
    }
    return { articles: await store.listForEditors({ limit: MAX_SAMPLES }), paths };
  } finally {
    await importer.close();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function findSamples(store: ArticleStore, samples: readonly Article[]): Promise<readonly Article[]> {
  const externalIds = samples.map(({ externalId }) => externalId);
  const candidates = await store.listForEditors({ externalIds, limit: MAX_SAMPLES });
  return candidates.filter(({ sourceId, externalId, title }) =>
    samples.some(
      (sample) => sample.sourceId === sourceId && sample.externalId === externalId && sample.title === title,
    ),
  );
}

function isCopy(feedsDir: string, name: string): boolean {
  try {
    return readFileSync(path.join(feedsDir, name)).equals(readFileSync(path.join(SAMPLE_FEEDS_DIR, name)));
  } catch {
    return false;
  }
}
