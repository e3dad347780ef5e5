import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { EXTENSIONS, type Source } from '../source-kinds.ts';
import type { ArticleFile } from './article-file.ts';

/** What editors, office programs and file managers leave beside a file: hidden, temporary and backup files. */
const LEFT_BY_PROGRAMS = /^(?:\.|~|#)/;

/** Tells of paths in a source's folder whether they, or a folder on the way to them, are hidden or temporary. */
export function isHiddenOrTemporary({ folder }: Pick<Source, 'folder'>): (path: string) => boolean {
  return (path) =>
    relative(folder, path)
      .split(sep)
      .some((part) => LEFT_BY_PROGRAMS.test(part) && part !== '..');
}

/** Whether a path in a source's folder is an article of it, by its name alone. */
export function isArticlePath(source: Pick<Source, 'folder' | 'kind'>, path: string): boolean {
  return !isHiddenOrTemporary(source)(path) && EXTENSIONS[source.kind].includes(extname(path).toLowerCase());
}

/** A file of a source's folder; its external id is its path in the folder, with `/`. */
export function toArticleFile(source: Source, path: string): ArticleFile {
  return { path, externalId: relative(source.folder, path).split(sep).join('/') };
}

/** All articles of a source's folder and of the folders in it, in the order of their paths. */
export async function listArticleFiles(source: Source): Promise<readonly ArticleFile[]> {
  const entries = await readdir(source.folder, { recursive: true });
  return entries
    .map((entry) => join(source.folder, entry))
    .filter((path) => isArticlePath(source, path))
    .toSorted()
    .map((path) => toArticleFile(source, path));
}
