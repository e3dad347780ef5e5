import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { loadSources } from '../ingest/load-sources.ts';
import { planImport } from '../ingest/plan-import.ts';
import type { ImportReport } from '../ingest/source-kind.ts';
import { SOURCE_KINDS } from '../ingest/source-kinds.ts';
import { listProblems } from '../load-newsroom-files.ts';
import { openMediaFiles } from '../media/media-store.ts';
import { escapeControls, formatProblem, StartError } from '../model/problem.ts';
import { openImportThreads } from '../threads/import-threads.ts';
import { listImportFiles } from './list-import-files.ts';
import { loadOptions } from './load-options.ts';
import { openExistingStore } from './open-existing-store.ts';

export function registerImport(program: Command): void {
  const kinds = SOURCE_KINDS.map(({ kind, extensions }) => `${kind}: ${extensions.join(', ')}`);
  program
    .command('import')
    .description(`import files and folders once (${kinds.join('; ')}); a file imported again updates its article`)
    .argument('<file...>', 'files to import, or folders with files')
    .action(importFiles);
}

/** Prints one line per file. The exit code is 1 if a file was refused; the others are imported all the same. */
async function importFiles(paths: readonly string[]): Promise<void> {
  const config = loadOptions();
  const sources = await loadSources(path.join(config.FEEDS_DIR, 'sources.yaml'));
  if (sources.kind === 'invalid') throw new StartError(`The sources are invalid:\n${listProblems(sources.problems)}`);
  // A folder or database that cannot be used is reported before any file.
  const store = await openExistingStore(config);
  await openMediaFiles(config.MEDIA_DIR, config.bucket);
  const importer = openImportThreads({
    database: config.DATABASE_URL,
    mediaDir: config.MEDIA_DIR,
    bucket: config.bucket,
    timeZone: config.TIMEZONE,
    threads: availableParallelism(),
  });
  try {
    const listed = await listImportFiles(paths);
    const plan = await planImport(listed.files, sources.value);
    const refused = [...listed.problems, ...plan.problems];
    for (const file of listed.ignored) process.stderr.write(`ignored  ${file}\n`);
    let unsaved: ImportReport['postponed'];
    for (const { source, files: group } of plan.groups) {
      const report = await importer.importFiles(source, group);
      for (const { kind, id, file } of report.saved) process.stdout.write(`${kind}  ${id}  ${escapeControls(file)}\n`);
      for (const problem of report.leftOut) {
        process.stderr.write(`${problem.solved === undefined ? 'left out' : 'note'}  ${formatProblem(problem)}\n`);
      }
      refused.push(...report.refused);
      unsaved = report.postponed;
      if (unsaved !== undefined) break;
    }
    for (const problem of refused) process.stderr.write(`refused  ${formatProblem(problem)}\n`);
    if (refused.length > 0) process.exitCode = 1;
    if (unsaved !== undefined) {
      throw new StartError(
        `${unsaved.reason} Files that are not listed as created, updated or unchanged are not saved: import them again.`,
      );
    }
  } finally {
    await importer.close();
    await store.close();
  }
}
