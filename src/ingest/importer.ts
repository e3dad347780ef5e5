import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { MediaStore } from '../media/media-store.ts';
import type { ArticleDraft } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore, SaveOutcome } from '../store/article-store.ts';
import { type ArticleFile, readArticleFile } from './folder/article-file.ts';
import type { ReadContext, Reading } from './reading.ts';
import { readArticle, type Source } from './source-kinds.ts';

/** What became of some files. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** What became of every file that was saved. */
  readonly saved: readonly SavedFile[];
  /** Why files were refused; what was published of them stays as it is. */
  readonly refused: readonly Problem[];
  /** What was left out of articles that were saved: pictures and sounds. */
  readonly leftOut: readonly Problem[];
  /** The absolute paths of pictures and sounds that each file names, by the file's path. */
  readonly attachments: ReadonlyMap<string, readonly string[]>;
}

/** A file and what became of its article. */
interface SavedFile extends SaveOutcome {
  readonly path: string;
}

/** The one way from files to the store. */
export interface Importer {
  /** Reads and saves files of one source; never rejects because of a file. */
  importFiles(source: Source, files: readonly ArticleFile[]): Promise<ImportReport>;
}

/** What an importer works with. */
export interface ImporterDependencies {
  readonly store: Pick<ArticleStore, 'save' | 'getSourceEpoch'>;
  readonly media: MediaStore;
  readonly clock: Clock;
}

/** Articles that are saved in one transaction. */
const BATCH = 50;

interface ReadDraft {
  readonly path: string;
  readonly draft: ArticleDraft;
}

/**
 * Creates the importer. Files are read one after the other, so that serving goes on in between; a bad one is reported and every other goes on. Where
 * the store refuses a batch, its articles are tried one by one, so that one of them does not hold the others up.
 */
export function createImporter({ store, media, clock }: ImporterDependencies): Importer {
  const saveAll = async (drafts: readonly ReadDraft[], report: MutableReport): Promise<void> => {
    if (drafts.length === 0) return;
    try {
      const outcomes = await store.save(
        drafts.map(({ draft }) => draft),
        clock(),
      );
      for (const [index, outcome] of outcomes.entries()) {
        report.saved.push({ path: drafts[index]?.path ?? '', ...outcome });
      }
    } catch (error) {
      const [only, ...others] = drafts;
      if (only !== undefined && others.length === 0)
        report.refused.push(toProblem(only.path, 'a store that takes it', error));
      else for (const draft of drafts) await saveAll([draft], report);
    }
  };

  return {
    async importFiles(source, files) {
      const now = clock();
      const context: ReadContext = { epoch: await store.getSourceEpoch(source.id, now), now, media };
      const report: MutableReport = { saved: [], refused: [], leftOut: [], attachments: new Map() };
      let batch: ReadDraft[] = [];
      for (const file of files) {
        const { draft, problems, attachments } = await readFile(source, file, context);
        if (attachments.length > 0)
          report.attachments.set(
            file.path,
            attachments.map((path) => resolve(path)),
          );
        if (draft === undefined) report.refused.push(...problems);
        else {
          report.leftOut.push(...problems);
          batch.push({ path: file.path, draft });
        }
        if (batch.length === BATCH) {
          await saveAll(batch, report);
          batch = [];
        }
        await setImmediate();
      }
      await saveAll(batch, report);
      return { ...report, ...countKinds(report.saved) };
    },
  };
}

interface MutableReport {
  readonly saved: SavedFile[];
  readonly refused: Problem[];
  readonly leftOut: Problem[];
  readonly attachments: Map<string, readonly string[]>;
}

async function readFile(source: Source, file: ArticleFile, context: ReadContext): Promise<Reading> {
  try {
    const text = await readArticleFile(file);
    if (text.kind === 'invalid') return { problems: text.problems, attachments: [] };
    return await readArticle(source, text.value, context);
  } catch (error) {
    // A fault of a parser on input nobody thought of: this file's trouble, not that of the others.
    return { problems: [toProblem(file.path, 'an article that can be read', error)], attachments: [] };
  }
}

function toProblem(file: string, expected: string, error: unknown): Problem {
  return { file, expected, got: error instanceof Error ? error.message : String(error) };
}

function countKinds(saved: readonly SavedFile[]): Record<SaveOutcome['kind'], number> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const { kind } of saved) counts[kind] += 1;
  return counts;
}
