import type { z } from 'zod';
import type { ArticleDraft } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import type { SaveOutcome } from '../store/article-store.ts';
import type { MediaImage } from './clean-html/tidy-context.ts';

/** An article as its source has it. The importer cleans its HTML and derives what is left out. */
export interface SourceArticle extends Omit<ArticleDraft, 'sourceId' | 'summary' | 'slug' | 'categories' | 'tags'> {
  readonly summary?: string;
  readonly slug?: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** What messages name: a file or an address, and the line on which the body begins. */
  readonly origin: { readonly file: string; readonly line?: number };
  /** By the `src` that each of them replaces in the body. */
  readonly mediaImages?: ReadonlyMap<string, MediaImage>;
}

export interface ArticleFile {
  readonly path: string;
  /** Identifies the article together with the source's id. */
  readonly externalId: string;
  /** Not saved while it is a copy of another file: it may be about to take its place. */
  readonly mayWait?: true;
}

export interface SavedArticle extends SaveOutcome {
  readonly file: string;
}

export interface ImportReport extends Readonly<Record<SaveOutcome['kind'], number>> {
  readonly saved: readonly SavedArticle[];
  /** Why articles were refused. What was published of them before stays as it is. */
  readonly refused: readonly Problem[];
  /** What was left out of articles, and what was solved. */
  readonly leftOut: readonly Problem[];
  /** The absolute paths of the images and audio that each file names, by the file's path. */
  readonly attachments: ReadonlyMap<string, readonly string[]>;
  /** The files that are copied, by the path of each file that waits. */
  readonly copies: ReadonlyMap<string, readonly string[]>;
  /** Files that were refused because another file has their id, and that file. */
  readonly duplicates: ReadonlyMap<string, readonly string[]>;
  /** Files that are to be imported again, since the store, the disk or the media folder failed. Absent if there are none. */
  readonly postponed?: { readonly files: ReadonlySet<string>; readonly reason: string };
}

export interface ArticleSink {
  /** A refused article is reported and does not affect the others. */
  deliver(articles: readonly SourceArticle[]): Promise<ImportReport>;
  /** Reads files with the kind's reader, on threads when there are many. `select` drops what is not to be reported yet. */
  deliverFiles(files: readonly ArticleFile[], select?: (report: ImportReport) => ImportReport): Promise<ImportReport>;
  /** Returns those of the external ids that articles of the source have. */
  listKnown(externalIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Reports files that the source no longer has. Their articles stay published until they are retracted. */
  reportGone(paths: readonly string[]): void;
  /** Reports a file that the source does not read, once. */
  reportIgnored(path: string): void;
  reportFault(message: string): void;
  /** Reports that a fault is over. */
  reportRecovered(message: string): void;
}

interface SourceState {
  /** The position up to which the source was read, in its own terms; `undefined` before the first run. */
  findCursor(): Promise<string | undefined>;
  saveCursor(cursor: string): Promise<void>;
}

export interface RunningSource {
  /** Resolves when all articles that the source had at the start are saved or refused. */
  readonly imported: Promise<void>;
  /** Resolves when the articles that it was reading are saved. */
  close(): Promise<void>;
}

export interface SourceKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly schema: Schema;
  /** Resolves when the source notices every later change. */
  start(source: z.infer<Schema>, sink: ArticleSink, state: SourceState): Promise<RunningSource>;
}
