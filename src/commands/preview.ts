import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { finishArticle } from '../ingest/finish-article.ts';
import type { ReadContext } from '../ingest/folder/folder-kind.ts';
import { readExternalId, readFile } from '../ingest/folder/read-file.ts';
import { listFolder } from '../ingest/folder/source-files.ts';
import { loadSources } from '../ingest/load-sources.ts';
import { planImport } from '../ingest/plan-import.ts';
import { IMPORT_SOURCE_ID } from '../ingest/source-fields.ts';
import type { ArticleFile } from '../ingest/source-kind.ts';
import { getFolderFiles, type Source } from '../ingest/source-kinds.ts';
import { listProblems } from '../load-newsroom-files.ts';
import { type MediaStore, openMediaStore } from '../media/media-store.ts';
import { type Problem, StartError, showValue } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import { describePreview, formatPreview, type Preview } from './describe-preview.ts';
import { loadOptions } from './load-options.ts';

/** `tidings preview FILE…` */
export function registerPreview(program: Command): void {
  program
    .command('preview')
    .description('show what files would publish, and what is removed from them by which rule; stores nothing')
    .argument('<file...>', 'Markdown files or releases')
    .option('--json', 'print an array of JSON objects')
    .action(previewFiles);
}

/** The exit code is 1 if a file is refused. Relative dates count from now. */
async function previewFiles(files: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const config = loadOptions();
  const sources = await loadSources(path.join(config.FEEDS_DIR, 'sources.yaml'));
  if (sources.kind === 'invalid') throw new StartError(`The sources are invalid:\n${listProblems(sources.problems)}`);
  const { groups, problems } = await planImport(files, sources.value);
  const previews: Preview[] = problems.map((problem) => ({ file: problem.file, kind: 'refused', problems: [problem] }));
  const mediaDir = await mkdtemp(path.join(tmpdir(), 'tidings-preview-'));
  try {
    const media = await openMediaStore(mediaDir);
    for (const { source, files: group } of groups) {
      for (const file of group) previews.push(await preview(source, file, group, config.TIMEZONE, media));
    }
  } finally {
    await rm(mediaDir, { recursive: true });
  }
  process.stdout.write(
    json === true ? `${JSON.stringify(previews, null, 2)}\n` : previews.map(formatPreview).join('\n'),
  );
  if (previews.some(({ kind }) => kind === 'refused')) process.exitCode = 1;
}

async function preview(
  source: Source,
  file: ArticleFile,
  group: readonly ArticleFile[],
  timeZone: string,
  media: MediaStore,
): Promise<Preview> {
  const now = systemClock();
  const context = { epoch: now, now, timeZone };
  const read = await readFile(source, file, context, media);
  if (read.kind === 'invalid') return { file: file.path, kind: 'refused', problems: read.problems };
  const finished = finishArticle(source.id, read.value.article);
  if (finished.kind === 'invalid') return { file: file.path, kind: 'refused', problems: finished.problems };
  const draft = finished.value;
  const other = draft.file === undefined ? undefined : await findOther(source, file, group, draft.externalId, context);
  const used: readonly Problem[] = other === undefined ? [] : [usedId(file.path, draft.externalId, other.path)];
  return describePreview(file.path, draft, { ...read.value, problems: [...used, ...read.value.problems] }, now);
}

/** Finds another file of the source that has the same `id`; for a file in no source's folder, another one that is previewed. */
async function findOther(
  source: Source,
  file: ArticleFile,
  group: readonly ArticleFile[],
  id: string,
  context: ReadContext,
): Promise<ArticleFile | undefined> {
  const files = source.id === IMPORT_SOURCE_ID ? group : (await listFolder(getFolderFiles(source))).articles;
  for (const other of files) {
    if (other.path !== file.path && (await readExternalId(source, other, context)) === id) return other;
  }
  return undefined;
}

/** The server keeps the file that it read first, which a preview cannot know. */
function usedId(file: string, id: string, other: string): Problem {
  const got = `${showValue(id)}, which ${other} has; the file that is read second is refused`;
  return { file, field: 'id', expected: 'an id that no other file of the source has', got };
}
