import { z } from 'zod';
import type { Audio, Image } from '../../model/article.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import type { Checked, Problem } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import type { DateContext } from '../moment.ts';
import { SOURCE_FIELDS } from '../source-fields.ts';
import type { ArticleFile, SourceArticle, SourceKind } from '../source-kind.ts';

const folderPath = z.string('a folder, relative to this file').trim().min(1, 'a folder, relative to this file');

export const FOLDER_FIELDS = {
  ...SOURCE_FIELDS,
  folder: folderPath,
  /** Where files are whose paths begin with `/`. */
  static: folderPath.optional(),
};

const folderSchema = z.strictObject(FOLDER_FIELDS);
export type FolderSource = Readonly<z.infer<typeof folderSchema>>;

export interface ArticleBytes extends ArticleFile {
  readonly bytes: Uint8Array;
  readonly modifiedAt: Timestamp;
}

/** A file that an article names, relative to its own file, or with `/` to the source's static folder. */
export interface NamedFile {
  readonly file: string;
  /** The line that names it. */
  readonly findLine: () => number;
}

/** A line of a file, or a part of a line, that is not part of the article. */
export interface Removed {
  /** The step that removed it: `mail`, `embargo`, `opening` … */
  readonly step: string;
  /** What the step took it for, in words. */
  readonly rule: string;
  readonly line: number;
  readonly text: string;
}

/** An article read from a file; the media files that it names are not yet attached. */
export interface ReadArticle {
  readonly article: SourceArticle;
  readonly image?: NamedFile & Pick<Image, 'alt' | 'credit' | 'caption'>;
  readonly audio?: NamedFile & Pick<Audio, 'duration'>;
  /** What was left out of the article, and why. */
  readonly problems: readonly Problem[];
  /** The subheading above the text, which the article's HTML contains. */
  readonly deck?: string;
  /** In the order of the steps; absent where the kind removes nothing. */
  readonly removed?: readonly Removed[];
}

export interface ReadContext extends DateContext {
  readonly now: Timestamp;
}

/** Reads each file of a folder as one article. */
export interface FolderKind<Schema extends z.ZodObject = z.ZodObject> extends SourceKind<Schema> {
  readonly kind: string;
  /** With the dot, in lower case. */
  readonly extensions: readonly string[];
  /** Loads `read-article.ts` when the first article is read, so that the server starts sooner. A problem refuses the file. */
  loadReader(): Promise<{
    readArticle(
      source: z.infer<Schema>,
      file: ArticleBytes,
      context: ReadContext,
    ): Checked<ReadArticle> | Promise<Checked<ReadArticle>>;
  }>;
}

export function createFolderKind<Schema extends typeof folderSchema>(
  kind: Omit<FolderKind<Schema>, 'start'>,
): FolderKind<Schema> {
  return {
    ...kind,
    async start(source, sink) {
      const { watchFolder } = await import('./watch-folder.ts');
      const { folder, static: staticFolder } = source;
      return watchFolder({ folder, extensions: kind.extensions, sink, ...omitUndefined({ staticFolder }) });
    },
  };
}
