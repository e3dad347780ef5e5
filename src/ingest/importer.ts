import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { MediaStore } from '../media/media-store.ts';
import type { ArticleDraft, ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Checked, type Problem, showValue } from '../model/problem.ts';
import { StorageFault, throwIfMachineFails } from '../model/storage-fault.ts';
import type { Clock } from '../model/timestamp.ts';
import type { AlikeArticle, ArticleStore } from '../store/article-store.ts';
import { finishArticle } from './finish-article.ts';
import type { ReadContext } from './folder/folder-kind.ts';
import { hasArticle, type OnLoaded, readFile } from './folder/read-file.ts';
import type { MeasureAudio } from './measure-audio.ts';
import type { ArticleFile, ImportReport, SavedArticle, SourceArticle } from './source-kind.ts';
import type { Source } from './source-kinds.ts';

/** Cleans and saves articles; the only code that writes articles of sources to the store. Never rejects because of an article. */
export interface Importer {
  importArticles(source: Source, articles: readonly SourceArticle[]): Promise<ImportReport>;
  importFiles(source: Source, files: readonly ArticleFile[]): Promise<ImportReport>;
}

/** What an import does from now on. While it is waiting, for an image or another server, it has other limits. */
export type ImportStep =
  | { readonly kind: 'reading'; readonly file: string; readonly hash: string }
  | { readonly kind: 'waiting' | 'resumed' | 'saving' };

interface ImporterDependencies {
  readonly store: Pick<ArticleStore, 'save' | 'findAlike' | 'getSourceEpoch'>;
  readonly media: MediaStore;
  readonly clock: Clock;
  /** The IANA time zone of dates without one. */
  readonly timeZone: string;
  /** Finds the length of audio elsewhere, which RSS and podcasts need; by default it stays unknown. */
  readonly measureAudio?: MeasureAudio;
  /** Told of each step, so that a file that takes too long can be named. */
  readonly onStep?: (step: ImportStep) => void;
  /** Why a content that broke a limit before is not read again. */
  readonly findBroken?: (hash: string) => BrokenFile | undefined;
}

export type BrokenFile = Pick<Problem, 'expected' | 'got'>;

const BATCH_SIZE = 50;

interface FinishedArticle {
  readonly file: string;
  readonly draft: ArticleDraft;
  readonly mayWait?: true;
}

type Report = ReturnType<typeof createReport>;

/** Works on one article at a time. */
export function createImporter({
  store,
  media,
  clock,
  timeZone,
  measureAudio,
  onStep = () => undefined,
  findBroken = () => undefined,
}: ImporterDependencies): Importer {
  const onLoaded: OnLoaded = ({ path, bytes }) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const broken = findBroken(hash);
    if (broken === undefined) onStep({ kind: 'reading', file: path, hash });
    return broken && { file: path, ...broken };
  };

  const save = (source: Source, batch: readonly FinishedArticle[], report: Report): Promise<void> =>
    orPostpone(
      batch.map(({ file }) => file),
      report,
      async () => {
        const articles = await findMoved(source, batch, report);
        onStep({ kind: 'saving' });
        await saveBatch(source, articles, report);
      },
    );

  /** Finds the articles that were moved from another file, and leaves out copies that may wait (docs/decisions/0039-moved-files.md). */
  const findMoved = async (source: Source, batch: readonly FinishedArticle[], report: Report) => {
    const alike = await store.findAlike(batch.map(({ draft }) => draft)).catch(throwFault);
    const moved: FinishedArticle[] = [];
    const articles: FinishedArticle[] = [];
    for (const article of batch) {
      const { file, draft, mayWait } = article;
      const others = alike.get(draft) ?? [];
      const left: AlikeArticle[] = [];
      const hasTitle = ({ title }: SourceArticle) => title === draft.title;
      for (const other of others) {
        const { externalId } = other;
        if (!(await hasArticle(source, externalId, hasTitle, await openContext(source), onLoaded))) left.push(other);
      }
      const movedFrom = chooseMoved(left, draft);
      if (movedFrom !== undefined) {
        const solved = `it has the article that ${resolve(source.folder, movedFrom)} had`;
        report.leftOut.push({ file, expected: 'the same path', got: 'another', solved });
        moved.push({ file, draft: { ...draft, movedFrom } });
      } else if (mayWait && others.length > left.length) {
        report.copies.set(
          file,
          others.map(({ externalId }) => resolve(source.folder, externalId)),
        );
      } else {
        articles.push(article);
      }
    }
    // First, because another article may be under the old path.
    return [...moved, ...articles];
  };

  /** Where the store refuses a batch, each article is tried alone: one of them must not hold up the others. */
  const saveBatch = async (source: Source, batch: readonly FinishedArticle[], report: Report): Promise<void> => {
    const [first] = batch;
    if (first === undefined) return;
    const outcomes = await store
      .save(
        batch.map(({ draft }) => draft),
        clock(),
      )
      .catch(async (error: unknown) => {
        if (error instanceof StorageFault) throw error;
        if (batch.length === 1) report.refused.push(toProblem(first.file, 'a store that takes it', error));
        else for (const article of batch) await save(source, [article], report);
        return [];
      });
    for (const [index, outcome] of outcomes.entries()) {
      const article = batch[index];
      if (article === undefined) continue;
      if (outcome.kind === 'duplicate') {
        await orPostpone([article.file], report, () => moveOrRefuse(source, article, outcome.file, report));
      } else {
        report.saved.push({ ...outcome, file: article.file });
        if (outcome.hidden) report.leftOut.push(toHiddenProblem(article.file, outcome.id, outcome.hidden));
      }
    }
  };

  /** Saves an article whose id another file had. If that file still has it, the article is refused. */
  const moveOrRefuse = async (source: Source, article: FinishedArticle, other: string, report: Report) => {
    const { file, draft } = article;
    const hasId = ({ externalId }: SourceArticle) => externalId === draft.externalId;
    if (await hasArticle(source, other, hasId, await openContext(source), onLoaded)) {
      const owner = resolve(source.folder, other);
      report.duplicates.set(file, [owner]);
      const got = `${showValue(draft.externalId)}, which ${owner} has`;
      report.refused.push({ file, field: 'id', expected: 'an id that no other file of the source has', got });
    } else {
      await save(source, [{ file, draft: { ...draft, movedFrom: other } }], report);
    }
  };

  const openContext = async ({ id }: Source): Promise<ReadContext> => {
    const now = clock();
    const epoch = await store.getSourceEpoch(id, now).catch(throwFault);
    return { epoch, now, timeZone };
  };

  const withLength = async (article: SourceArticle, report: Report): Promise<SourceArticle> => {
    const { audio, origin } = article;
    if (measureAudio === undefined || audio === undefined || audio.bytes !== undefined) return article;
    const measured = await measureAudio(audio.url);
    if (measured.kind === 'measured') return { ...article, audio: { ...audio, bytes: measured.bytes } };
    const expected = `bytes in audio, since the server of ${audio.url} does not tell the length`;
    report.leftOut.push({ file: origin.file, field: 'audio', expected, got: measured.got });
    return article;
  };

  const finish = async (
    source: Source,
    article: SourceArticle,
    report: Report,
  ): Promise<readonly FinishedArticle[]> => {
    const { file } = article.origin;
    const finished = await refuseMistakes(file, async () =>
      finishArticle(source.id, await withLength(article, report)),
    );
    // On the main thread others work in between.
    await setImmediate();
    if (finished.kind === 'valid') return [{ file, draft: finished.value }];
    report.refused.push(...finished.problems);
    return [];
  };

  const read = async (source: Source, file: ArticleFile, context: ReadContext, report: Report) => {
    const found = await refuseMistakes(file.path, () => readFile(source, file, context, media, onLoaded));
    if (found.kind === 'invalid') {
      report.refused.push(...found.problems);
      return [];
    }
    const { article, problems, attachments } = found.value;
    report.leftOut.push(...problems);
    if (attachments.length > 0) report.attachments.set(file.path, attachments);
    const { mayWait } = file;
    const finished = await finish(source, article, report);
    return finished.map((one) => ({ ...one, ...omitUndefined({ mayWait }) }));
  };

  return {
    async importArticles(source, articles) {
      const report = createReport();
      for (const batch of splitIntoBatches(articles)) {
        const finished: FinishedArticle[] = [];
        for (const article of batch) {
          onStep({ kind: 'reading', file: article.origin.file, hash: '' });
          finished.push(...(await finish(source, article, report)));
        }
        await save(source, finished, report);
      }
      return completeReport(report);
    },

    async importFiles(source, files) {
      const report = createReport();
      for (const batch of splitIntoBatches(files)) {
        const paths = batch.map(({ path }) => path);
        await orPostpone(paths, report, async () => {
          const context = await openContext(source);
          const finished: FinishedArticle[] = [];
          for (const file of batch) {
            await orPostpone([file.path], report, async () => {
              finished.push(...(await read(source, file, context, report)));
            });
          }
          await save(source, finished, report);
        });
      }
      return completeReport(report);
    },
  };
}

function createReport() {
  const saved: SavedArticle[] = [];
  const refused: Problem[] = [];
  const leftOut: Problem[] = [];
  const newMap = () => new Map<string, readonly string[]>();
  const maps = { attachments: newMap(), copies: newMap(), duplicates: newMap() };
  return { saved, refused, leftOut, ...maps, postponed: new Map<string, string>() };
}

/** The only article; of several, the only one whose file has the same name, or the only one that was not withdrawn as a duplicate. */
function chooseMoved(articles: readonly AlikeArticle[], draft: ArticleDraft): string | undefined {
  const named = articles.filter(({ externalId }) => basename(externalId) === basename(draft.externalId));
  const kept = articles.filter(({ isWithdrawn }) => !isWithdrawn);
  return [articles, named, kept].find(({ length }) => length === 1)?.[0]?.externalId;
}

/** No article is the cause where the store cannot be read. */
function throwFault(cause: Error): never {
  throw cause instanceof StorageFault ? cause : new StorageFault(cause.message, { cause });
}

/** Postpones files where the store, the disk or the media folder fails. */
async function orPostpone(files: readonly string[], report: Report, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StorageFault)) throw error;
    for (const file of files) report.postponed.set(file, error.message);
  }
}

function completeReport({ postponed, ...report }: Report): ImportReport {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const { kind } of report.saved) counts[kind] += 1;
  const [reason] = postponed.values();
  if (reason === undefined) return { ...report, ...counts };
  const files = new Set(postponed.keys());
  const leftOut = report.leftOut.filter(({ file }) => !files.has(file));
  return { ...report, ...counts, leftOut, postponed: { files, reason } };
}

export function splitIntoBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) => items.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
}

/** An error of a parser, on input that nobody expected, refuses its own article only. */
async function refuseMistakes<T>(file: string, read: () => Promise<Checked<T>> | Checked<T>): Promise<Checked<T>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StorageFault) throw error;
    throwIfMachineFails(error);
    return { kind: 'invalid', problems: [toProblem(file, 'an article that can be read', error)] };
  }
}

/** Without it, an editor who changes the file would not know why nobody sees the article. */
function toHiddenProblem(file: string, id: ArticleId, hidden: 'withdrawn' | 'retracted'): Problem {
  const expected = `an article that is public ("npx tidings restore ${id}" publishes it)`;
  return { file, expected, got: `one that was ${hidden}` };
}

function toProblem(file: string, expected: string, error: unknown): Problem {
  return { file, expected, got: Error.isError(error) ? error.message : String(error) };
}
