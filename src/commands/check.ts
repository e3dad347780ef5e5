import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { findUnknownTerms } from '../catalog/find-unknown-terms.ts';
import { importDefinitionImages } from '../catalog/import-definition-images.ts';
import { listFolder } from '../ingest/folder/source-files.ts';
import { explainIgnored, getFolderFiles } from '../ingest/source-kinds.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import { openMediaStore } from '../media/media-store.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { formatProblem, StartError } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import { openStore } from '../store/open-store.ts';
import { openImportThreads } from '../threads/import-threads.ts';
import { loadAppearance } from './load-appearance.ts';
import { loadOptions } from './load-options.ts';
import { waitForStop } from './wait-for-stop.ts';

export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('check options, feed definitions, sources and all articles; publishes nothing')
    .option('--watch', 'check again what is saved, until Ctrl-C')
    .action(check);
}

/** Imports as the server does, but into a temporary database and media folder. The exit code is 1 if there are problems, except after `--watch`. */
async function check({ watch }: { readonly watch?: true }): Promise<void> {
  const config = loadOptions();
  const files = await loadNewsroomFiles(config.FEEDS_DIR);
  const { catalog, sources } = files;
  await loadAppearance(config);
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-check-'));
  const database = { kind: 'file', path: path.join(folder, 'check.db') } as const;
  const mediaDir = path.join(folder, 'media');
  // Created before several threads open it.
  const store = await openStore({ database, mintId: mintUuidV7 });
  const importer = openImportThreads({
    database,
    mediaDir,
    timeZone: config.TIMEZONE,
    threads: availableParallelism(),
    measuresAudio: false,
  });
  try {
    const media = await openMediaStore(mediaDir);
    if (watch) {
      const { watchCheck } = await import('./watch-check.ts');
      const output = process.stdout;
      const stopped = waitForStop();
      const watching = watchCheck({
        files,
        importer,
        store,
        media,
        clock: systemClock,
        timeZone: config.TIMEZONE,
        output,
      });
      await Promise.race([watching.then(() => stopped), stopped]);
      return await (await watching).close();
    }
    const images = await importDefinitionImages(catalog, config.FEEDS_DIR, media.addImage);
    for (const problem of images.problems) process.stderr.write(`${formatProblem(problem)}\n`);
    const explained = new Set<string>();
    let articles = 0;
    let problems = images.problems.length;
    for (const source of sources) {
      const listed = await listFolder(getFolderFiles(source));
      for (const file of listed.ignored) {
        const explanation = explainIgnored(file, sources);
        if (explanation !== undefined) explained.add(explanation);
      }
      const report = await importer.importFiles(source, listed.articles);
      if (report.postponed !== undefined) throw new StartError(report.postponed.reason);
      articles += report.saved.length;
      for (const problem of [...report.refused, ...report.leftOut]) {
        process.stderr.write(`${formatProblem(problem)}\n`);
        if (problem.solved === undefined) problems += 1;
      }
    }
    for (const problem of await findUnknownTerms(catalog, config.FEEDS_DIR, store)) {
      process.stderr.write(`${formatProblem(problem)}\n`);
    }
    for (const explanation of explained) process.stderr.write(`${explanation}\n`);
    process.stdout.write(
      `feeds: ${catalog.feeds.length}, sources: ${sources.length}, articles: ${articles}, problems: ${problems}\n`,
    );
    if (problems > 0) process.exitCode = 1;
  } finally {
    await importer.close();
    await store.close();
    await rm(folder, { recursive: true });
  }
}
