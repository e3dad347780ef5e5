import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, relative, sep } from 'node:path';
import type { ArticleFile } from '../source-kind.ts';

export interface FolderFiles {
  readonly folder: string;
  /** With the dot, in lower case. */
  readonly extensions: readonly string[];
}

const HIDDEN_OR_TEMPORARY = /^[.~#]/;
/** Backups, unfinished downloads, and files of file managers. */
const LEFT_OVER = /~$|\.(?:bak|crdownload|orig|part|swp|tmp)$|^(?:Thumbs\.db|desktop\.ini)$/i;
/** What Dropbox, Nextcloud, ownCloud, Seafile and Syncthing call the second version of a file that two people changed. */
const CONFLICTED_COPY =
  /\([^()]*(?:conflicted copy|SFConflict|Konflikt|en conflit|en conflicto)[^()]*\d{4}[^()]*\)|_conflict-\d{8}-\d{6}|\.sync-conflict-\d{8}-\d{6}/i;
/** Images and audio, which articles attach. */
const MEDIA = /\.(?:jpe?g|png|webp|gif|avif|tiff?|heic|heif|svg|mp3|m4a|mp4|aac|og[ga]|opus|wav|flac)$/i;

/** What a static folder may contain besides its files, if it is the folder of a whole site: Jekyll's own folders, and packages. */
const NOT_STATIC = /^(?:[.~#_]|node_modules$)/;

/** Returns a test for paths that are hidden or temporary, or in such a folder. */
export function isHiddenOrTemporary(folder: string): (path: string) => boolean {
  return testParts(folder, HIDDEN_OR_TEMPORARY);
}

/** Returns a test for paths in a static folder that no article attaches. */
export function isNotStatic(folder: string): (path: string) => boolean {
  return testParts(folder, NOT_STATIC);
}

function testParts(folder: string, pattern: RegExp): (path: string) => boolean {
  return (path) =>
    relative(folder, path)
      .split(sep)
      .some((part) => part !== '..' && pattern.test(part));
}

export function isInFolder(folder: string, path: string): boolean {
  const fromFolder = relative(folder, path);
  return fromFolder !== '' && fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder);
}

/** By the name alone. */
export function isArticlePath({ folder, extensions }: FolderFiles, path: string): boolean {
  const isArticle = !isHiddenOrTemporary(folder)(path) && extensions.includes(extname(path).toLowerCase());
  return isArticle && !isConflictedCopy(path);
}

/** Whether a program that synchronises folders made the file. It would be a second article. */
export function isConflictedCopy(path: string): boolean {
  return CONFLICTED_COPY.test(basename(path));
}

/** Whether an editor may have meant a path in the folder to be an article, though it is none by its name. */
export function isIgnoredPath(files: FolderFiles, path: string): boolean {
  if (isHiddenOrTemporary(files.folder)(path) || isArticlePath(files, path)) return false;
  return !LEFT_OVER.test(basename(path)) && !MEDIA.test(path);
}

/** The external id of a file is its path in the folder, with `/`. */
export function toArticleFile(folder: string, path: string): ArticleFile {
  return { path, externalId: relative(folder, path).split(sep).join('/') };
}

/** The articles of a folder and of its folders, and the files that are ignored; both in the order of their paths. */
export async function listFolder(
  files: FolderFiles,
): Promise<{ readonly articles: readonly ArticleFile[]; readonly ignored: readonly string[] }> {
  const entries = await listEntries(files.folder);
  const found = entries
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isFile: entry.isFile() || entry.isSymbolicLink() }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const articles = found.filter(({ path }) => isArticlePath(files, path));
  const ignored = found.filter(({ path, isFile }) => isFile && isIgnoredPath(files, path));
  return {
    articles: articles.map(({ path }) => toArticleFile(files.folder, path)),
    ignored: ignored.map(({ path }) => path),
  };
}

/** All entries in a folder and in its folders. Node's recursive `readdir` follows links: two that lead back to the folder would not end. */
async function listEntries(folder: string): Promise<readonly Dirent[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    entries.push(...(await listEntries(join(folder, name))));
  }
  return entries;
}
