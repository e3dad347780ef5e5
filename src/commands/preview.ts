import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { listParagraphs } from '../ingest/clean-html/list-paragraphs.ts';
import { finishArticle } from '../ingest/finish-article.ts';
import type { Removed } from '../ingest/folder/folder-kind.ts';
import { readFile } from '../ingest/folder/read-file.ts';
import { loadSources } from '../ingest/load-sources.ts';
import { planImport } from '../ingest/plan-import.ts';
import { listProblems } from '../load-newsroom-files.ts';
import { type MediaStore, openMediaStore } from '../media/media-store.ts';
import type { ArticleDraft, Author } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { formatProblem, type Problem, StartError } from '../model/problem.ts';
import { systemClock, type Timestamp, toRfc3339 } from '../model/timestamp.ts';
import { visibleFrom } from '../model/visibility.ts';

/** What a file would publish. `--json` prints an array of these. */
interface Preview {
  readonly file: string;
  readonly kind: 'accepted' | 'refused';
  readonly title?: string;
  readonly authors?: readonly Author[];
  readonly dateline?: string;
  readonly summary?: string;
  readonly first?: string;
  readonly last?: string;
  readonly paragraphs?: number;
  readonly state?: string;
  readonly date?: string;
  readonly embargo?: string;
  readonly editorsNote?: string;
  /** What is not part of the article, and by which step and rule it was removed. */
  readonly removed?: readonly Removed[];
  readonly warnings?: readonly Problem[];
  /** Why the file is refused. */
  readonly problems?: readonly Problem[];
}

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
  const config = loadConfig(process.env);
  const sources = await loadSources(path.join(config.FEEDS_DIR, 'sources.yaml'));
  if (sources.kind === 'invalid') throw new StartError(`The sources are invalid:\n${listProblems(sources.problems)}`);
  const { groups, problems } = await planImport(files, sources.value);
  const previews: Preview[] = problems.map((problem) => ({ file: problem.file, kind: 'refused', problems: [problem] }));
  const mediaDir = await mkdtemp(path.join(tmpdir(), 'tidings-preview-'));
  try {
    const media = await openMediaStore(mediaDir);
    for (const { source, files: group } of groups) {
      for (const file of group) previews.push(await preview(source, file, config.TIMEZONE, media));
    }
  } finally {
    await rm(mediaDir, { recursive: true });
  }
  process.stdout.write(json === true ? `${JSON.stringify(previews, null, 2)}\n` : previews.map(format).join('\n'));
  if (previews.some(({ kind }) => kind === 'refused')) process.exitCode = 1;
}

async function preview(
  source: Parameters<typeof readFile>[0],
  file: Parameters<typeof readFile>[1],
  timeZone: string,
  media: MediaStore,
): Promise<Preview> {
  const now = systemClock();
  const read = await readFile(source, file, { epoch: now, now, timeZone }, media);
  if (read.kind === 'invalid') return { file: file.path, kind: 'refused', problems: read.problems };
  const finished = finishArticle(source.id, read.value.article);
  if (finished.kind === 'invalid') return { file: file.path, kind: 'refused', problems: finished.problems };
  return describe(file.path, finished.value, read.value);
}

function describe(
  file: string,
  draft: ArticleDraft,
  { removed, problems }: { readonly removed: readonly Removed[]; readonly problems: readonly Problem[] },
): Preview {
  const paragraphs = listParagraphs(draft.contentHtml);
  return omitUndefined({
    file,
    kind: 'accepted',
    title: draft.title,
    authors: draft.byline,
    dateline: draft.dateline,
    summary: draft.summary,
    first: paragraphs[0],
    last: paragraphs.at(-1),
    paragraphs: paragraphs.length,
    state: isScheduled(draft) ? 'scheduled' : draft.state,
    date: toRfc3339(draft.publishedAt),
    embargo: showTime(draft.embargoUntil),
    editorsNote: draft.editorsNote,
    removed: removed.toSorted((a, b) => a.line - b.line),
    warnings: problems,
  });
}

function isScheduled(draft: ArticleDraft): boolean {
  return (visibleFrom(draft) ?? 0) > systemClock();
}

function showTime(at: Timestamp | undefined): string | undefined {
  return at === undefined ? undefined : toRfc3339(at);
}

function format(preview: Preview): string {
  const { file, authors, removed = [], warnings = [], problems = [], first, last } = preview;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['title', preview.title],
    ['authors', authors?.map(showAuthor).join('; ') || undefined],
    ['dateline', preview.dateline],
    ['summary', preview.summary],
    ['first', first],
    ['last', last === first ? undefined : last],
    ['paragraphs', preview.paragraphs?.toString()],
    ['state', preview.state],
    ['date', preview.date],
    ['embargo', preview.embargo],
    ['for editors', preview.editorsNote],
  ];
  return [
    file,
    ...fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(12)}${value}`])),
    ...removed.map(({ step, rule, line, text }) => `  removed     line ${line}, ${step} (${rule}): ${text}`),
    ...warnings.map((problem) => `  warning     ${formatProblem(problem)}`),
    ...problems.map((problem) => `  refused     ${formatProblem(problem)}`),
    '',
  ].join('\n');
}

function showAuthor({ name, role, kind }: Author): string {
  return `${name}${role === undefined ? '' : `, ${role}`}${kind === 'organization' ? ' (organization)' : ''}`;
}
