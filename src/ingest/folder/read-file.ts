import { readFile as readBytes, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { MediaStore } from '../../media/media-store.ts';
import { describeFileError } from '../../model/describe-file-error.ts';
import type { Checked, Problem } from '../../model/problem.ts';
import { throwIfMachineFails } from '../../model/storage-fault.ts';
import { toTimestamp } from '../../model/timestamp.ts';
import { type AttachedArticle, attachMedia } from '../attach-media.ts';
import type { ArticleFile, SourceArticle } from '../source-kind.ts';
import { getFolderFiles, getKind, type Source } from '../source-kinds.ts';
import type { ArticleBytes, ReadContext } from './folder-kind.ts';
import { isArticlePath, isInFolder } from './source-files.ts';

const MEGABYTE = 1_000_000;
const MAX_BYTES = 5 * MEGABYTE;
/** Tab, line feed, vertical tab, form feed, carriage return and space. */
const WHITE_SPACE: readonly number[] = [9, 10, 11, 12, 13, 32];

/** Called before the bytes of a file are parsed; a problem refuses the file. */
export type OnLoaded = (file: ArticleBytes) => Problem | undefined;
const accept: OnLoaded = () => undefined;

export async function readFile(
  source: Source,
  file: ArticleFile,
  context: ReadContext,
  media: MediaStore,
  onLoaded = accept,
): Promise<Checked<AttachedArticle>> {
  const loaded = await loadBytes(source, file, onLoaded);
  if (loaded.kind === 'invalid') return loaded;
  const { readArticle } = await getKind(source).loadReader();
  const read = await readArticle(source, loaded.value, context);
  if (read.kind === 'invalid') return read;
  return { kind: 'valid', value: await attachMedia(read.value, loaded.value, source, media) };
}

/** Whether a file of a source has an article; `path` is its path in the folder. A file with a mistake keeps its article. */
export async function hasArticle(
  source: Source,
  path: string,
  isIt: (article: SourceArticle) => boolean,
  context: ReadContext,
  onLoaded = accept,
): Promise<boolean> {
  const file = { path: resolve(source.folder, path), externalId: path };
  if (!isArticlePath(getFolderFiles(source), file.path) || (await isGone(file.path))) return false;
  const found = await readSourceArticle(source, file, context, onLoaded);
  return found === undefined || isIt(found);
}

/** A file in a folder that this user may not open is not gone. */
async function isGone(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR',
  );
}

/** The external id of the article in a file; `undefined` if the file has a mistake. */
export async function readExternalId(
  source: Source,
  file: ArticleFile,
  context: ReadContext,
): Promise<string | undefined> {
  return (await readSourceArticle(source, file, context, accept))?.externalId;
}

async function readSourceArticle(
  source: Source,
  file: ArticleFile,
  context: ReadContext,
  onLoaded: OnLoaded,
): Promise<SourceArticle | undefined> {
  const loaded = await loadBytes(source, file, onLoaded);
  if (loaded.kind === 'invalid') return undefined;
  const { readArticle } = await getKind(source).loadReader();
  const read = await readArticle(source, loaded.value, context);
  return read.kind === 'valid' ? read.value.article : undefined;
}

async function loadBytes(source: Source, file: ArticleFile, onLoaded: OnLoaded): Promise<Checked<ArticleBytes>> {
  const refuse = (expected: string, got: string): Checked<never> => {
    return { kind: 'invalid', problems: [{ file: file.path, expected, got }] };
  };
  try {
    const linked = await findLinked(source, file.path);
    if (linked !== undefined) return refuse("a file in the source's folder that is read only once", linked);
    const stats = await stat(file.path);
    if (!stats.isFile()) return refuse('a file', stats.isDirectory() ? 'a folder' : 'something else');
    if (stats.size > MAX_BYTES) {
      return refuse(`a file of at most ${MAX_BYTES / MEGABYTE} MB`, `${(stats.size / MEGABYTE).toFixed(1)} MB`);
    }
    const bytes = await readBytes(file.path);
    if (bytes.every((byte) => WHITE_SPACE.includes(byte))) return refuse('an article', 'an empty file');
    const loaded = { ...file, bytes, modifiedAt: toTimestamp(stats.mtimeMs) };
    const problem = onLoaded(loaded);
    return problem === undefined ? { kind: 'valid', value: loaded } : { kind: 'invalid', problems: [problem] };
  } catch (error) {
    throwIfMachineFails(error);
    return refuse('a file that can be read', describeFileError(error));
  }
}

/**
 * What a symbolic link leads to, if it must not be read: another file of the machine, or an article of the folder, which would be
 * published twice. A link to a hidden file of the folder is read: Kubernetes mounts files so.
 */
async function findLinked(source: Source, path: string): Promise<string | undefined> {
  const [folder, target] = await Promise.all([realpath(source.folder), realpath(path)]);
  if (!isInFolder(folder, target)) return 'a link to another folder';
  const isLink = target !== join(folder, relative(source.folder, path));
  return isLink && isArticlePath({ ...getFolderFiles(source), folder }, target)
    ? `a link to ${relative(folder, target)}`
    : undefined;
}
