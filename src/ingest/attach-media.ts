import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { MediaOutcome, MediaStore } from '../media/media-store.ts';
import { findSimilarName } from '../model/find-similar-name.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Problem, showValue, sortByLine } from '../model/problem.ts';
import { decodePercent } from '../model/web-url.ts';
import { parseHtml } from './clean-html/html-tree.ts';
import { isFilePath } from './clean-html/resolve-url.ts';
import type { MediaImage } from './clean-html/tidy-context.ts';
import { findImages, sourcesOf } from './clean-html/tidy-image.ts';
import { findLineOf } from './folder/find-line-of.ts';
import type { ArticleBytes, FolderSource, NamedFile, ReadArticle, Removed } from './folder/folder-kind.ts';
import { isInFolder } from './folder/source-files.ts';
import type { SourceArticle } from './source-kind.ts';

/** An article with its media, what was left out and why, and the absolute paths of the files that it names, present or not. */
export interface AttachedArticle {
  readonly article: SourceArticle;
  readonly problems: readonly Problem[];
  readonly attachments: readonly string[];
  readonly deck?: string;
  readonly removed: readonly Removed[];
}

/** Of a text: each is read, and each that is missing is looked for in the whole text. */
const MAX_IMAGES = 200;

type AttachmentFolders = Pick<FolderSource, 'folder' | 'static'>;

export async function attachMedia(
  { article, image, audio, problems, deck, removed = [] }: ReadArticle,
  file: ArticleBytes,
  folders: AttachmentFolders,
  media: MediaStore,
): Promise<AttachedArticle> {
  const attachments: string[] = [];
  const attach = async <T>(reference: string, add: (path: string) => Promise<MediaOutcome<T>>) => {
    const { path, expected } = await findAttachment(reference, file.path, folders);
    if (path !== undefined) attachments.push(path);
    return expected === undefined ? add(path) : { kind: 'refused' as const, expected, got: showValue(reference) };
  };

  const leftOut: Problem[] = [];
  const attachNamed = async <T, Named extends NamedFile>(
    field: string,
    named: Named | undefined,
    add: (path: string) => Promise<MediaOutcome<T>>,
  ) => {
    if (named === undefined) return undefined;
    const { file: reference, findLine, ...details } = named;
    const outcome = await attach(reference, add);
    if (outcome.kind === 'stored') return { ...outcome.value, ...details };
    leftOut.push({ file: file.path, line: findLine(), field, expected: outcome.expected, got: outcome.got });
    return undefined;
  };

  const attached = {
    image: await attachNamed('image.file', image, media.addImage),
    audio: await attachNamed('audio.file', audio, media.addAudio),
  };
  const mediaImages = new Map<string, MediaImage>();
  const references = listLocalImages(article.contentHtml);
  if (references.length > MAX_IMAGES) {
    leftOut.push({
      file: file.path,
      expected: `at most ${MAX_IMAGES} images in the text`,
      got: `${references.length}`,
    });
  }
  for (const reference of references.slice(0, MAX_IMAGES)) {
    const outcome = await attach(reference, media.addImage);
    if (outcome.kind === 'stored') mediaImages.set(reference, outcome.value);
    // With a page elsewhere, a relative address may be relative to that page.
    else if (article.canonicalUrl === undefined) {
      const line = findLineOf(new TextDecoder().decode(file.bytes), reference, article.origin.line);
      leftOut.push({ file: file.path, line, expected: outcome.expected, got: outcome.got });
    }
  }
  return omitUndefined({
    article: { ...article, mediaImages, ...omitUndefined(attached) },
    problems: sortByLine([...problems, ...leftOut]),
    attachments,
    deck,
    removed,
  });
}

/**
 * A path that begins with `/` is in the static folder; others are relative to the article. Symbolic links are followed: no article can
 * publish another file of the machine. With `expected`, the file cannot be attached.
 */
async function findAttachment(
  reference: string,
  articlePath: string,
  folders: AttachmentFolders,
): Promise<
  { readonly path: string; readonly expected?: never } | { readonly path?: string; readonly expected: string }
> {
  const named = decodePercent(reference.replace(/[?#].*$/s, ''));
  const isStatic = named.startsWith('/');
  const folder = isStatic ? folders.static : folders.folder;
  if (folder === undefined) {
    return { expected: 'a path relative to the article, since the source has no static folder' };
  }
  const path = isStatic ? resolve(folder, `.${named}`) : resolve(dirname(articlePath), named);
  const expected = `a file in the source's ${isStatic ? 'static folder' : 'folder'}`;
  if (/^[a-z]:[\\/]/i.test(named)) return { path, expected: 'a path relative to the article, such as media/van.jpg' };
  if (!isInFolder(resolve(folder), path)) return { path, expected };
  try {
    return isInFolder(await realpath(folder), await realpath(path)) ? { path } : { path, expected };
  } catch {
    const meant = await findMeant(named, isStatic ? folder : dirname(articlePath), folder);
    return { path, expected: `${isStatic ? expected : 'a file that is there'}${meant && ` (did you mean ${meant}?)`}` };
  }
}

/** The path of a file with a similar name, with `/` for the `\` of Windows; empty where there is none. */
async function findMeant(named: string, start: string, folder: string): Promise<string> {
  const written = named.replaceAll('\\', '/');
  const path = join(start, written);
  try {
    if (!isInFolder(await realpath(folder), join(await realpath(dirname(path)), basename(path)))) return '';
    const name = findSimilarName(basename(path), await readdir(dirname(path)));
    return name === undefined ? '' : join(dirname(written), name);
  } catch {
    return '';
  }
}

/** The `src` of the body's images that are paths of files, and not URLs. */
function listLocalImages(html: string): readonly string[] {
  const images = /<img/i.test(html) ? findImages(parseHtml(html) ?? []) : [];
  const sources = images.flatMap(({ attributes }) => sourcesOf(attributes));
  return [...new Set(sources)].filter((source) => isFilePath(source));
}
