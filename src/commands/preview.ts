import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
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
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Problem, StartError, showValue } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import { describePreview, formatPreview, type Preview } from './describe-preview.ts';
import { loadAppearance } from './load-appearance.ts';
import { loadOptions } from './load-options.ts';
import { openPreviewPage } from './preview-page.ts';
import { waitForStop } from './wait-for-stop.ts';

interface PreviewOptions {
  readonly json?: true;
  readonly page?: true;
}

/** `tidings preview FILE…` */
export function registerPreview(program: Command): void {
  program
    .command('preview')
    .description('show what files would publish, and what is removed from them by which rule; stores nothing')
    .argument('<file...>', 'Markdown files or releases')
    .option('--json', 'print an array of JSON objects')
    .option('--page', "also show one file's page, at an address that only this machine can open, until Ctrl-C")
    .action(previewFiles);
}

/** The exit code is 1 if a file is refused, except after `--page`. Relative dates count from now. */
async function previewFiles(paths: readonly string[], { json, page }: PreviewOptions): Promise<void> {
  if (page && paths.length !== 1) throw new StartError(`--page shows one file, got ${paths.length}.`);
  const config = loadOptions();
  const sources = await loadSources(path.join(config.FEEDS_DIR, 'sources.yaml'));
  if (sources.kind === 'invalid') throw new StartError(`The sources are invalid:\n${listProblems(sources.problems)}`);
  const { groups, problems } = await planImport(paths, sources.value);
  const previews: Preview[] = problems.map((problem) => ({ file: problem.file, kind: 'refused', problems: [problem] }));
  const mediaDir = await mkdtemp(path.join(tmpdir(), 'tidings-preview-'));
  try {
    const now = systemClock();
    const context = { epoch: now, now, timeZone: config.TIMEZONE };
    const media = await openMediaStore(mediaDir);
    const files = groups.flatMap(({ source, files: group }) => group.map((file) => ({ source, file, group })));
    for (const { source, file, group } of files) previews.push(await preview(source, file, group, context, media));
    process.stdout.write(
      json === true ? `${JSON.stringify(previews, null, 2)}\n` : previews.map(formatPreview).join('\n'),
    );
    const [shown] = files;
    if (page && shown !== undefined) await showPage(config, shown.source, shown.file, context, media);
    else if (previews.some(({ kind }) => kind === 'refused')) process.exitCode = 1;
  } finally {
    await rm(mediaDir, { recursive: true });
  }
}

/** Resolves at Ctrl-C. */
async function showPage(config: Config, source: Source, file: ArticleFile, context: ReadContext, media: MediaStore) {
  const { openPages } = await import('../pages/open-pages.ts');
  const { url, close } = await openPreviewPage({
    file: file.path,
    site: omitUndefined({ name: config.SITE_NAME, timeZone: config.TIMEZONE, contact: config.SITE_CONTACT }),
    pages: openPages(await loadAppearance(config)),
    media,
    now: context.now,
    async readDraft() {
      const read = await readDraft(source, file, context, media);
      return read.kind === 'invalid' ? read : { kind: 'valid', value: read.value.draft };
    },
  });
  process.stdout.write(`\nOpen ${url} on this machine. It follows the file; Ctrl-C ends it.\n`);
  await waitForStop();
  await close();
}

async function readDraft(source: Source, file: ArticleFile, context: ReadContext, media: MediaStore) {
  const read = await readFile(source, file, context, media);
  if (read.kind === 'invalid') return read;
  const finished = finishArticle(source.id, read.value.article);
  return finished.kind === 'invalid'
    ? finished
    : { kind: 'valid' as const, value: { draft: finished.value, attached: read.value } };
}

async function preview(
  source: Source,
  file: ArticleFile,
  group: readonly ArticleFile[],
  context: ReadContext,
  media: MediaStore,
): Promise<Preview> {
  const read = await readDraft(source, file, context, media);
  if (read.kind === 'invalid') return { file: file.path, kind: 'refused', problems: read.problems };
  const { draft, attached } = read.value;
  const other = draft.file === undefined ? undefined : await findOther(source, file, group, draft.externalId, context);
  const used: readonly Problem[] = other === undefined ? [] : [usedId(file.path, draft.externalId, other.path)];
  return describePreview(file.path, draft, { ...attached, problems: [...used, ...attached.problems] }, context.now);
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
