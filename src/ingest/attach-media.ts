import type { MediaOutcome, MediaStore } from '../media/media-store.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Problem, showValue } from '../model/problem.ts';
import { parseHtml } from './clean-html/html-tree.ts';
import type { MediaImage } from './clean-html/tidy-context.ts';
import { findImages, sourcesOf } from './clean-html/tidy-image.ts';
import { type AttachmentFolders, findAttachment, isLocalReference } from './find-attachment.ts';
import type { ArticleBytes, NamedFile, ReadArticle, Removed } from './folder/folder-kind.ts';
import type { SourceArticle } from './source-kind.ts';

/** An article with its media, what was left out and why, and the absolute paths of the files that it names, present or not. */
export interface AttachedArticle {
  readonly article: SourceArticle;
  readonly problems: readonly Problem[];
  readonly attachments: readonly string[];
  readonly removed: readonly Removed[];
}

/** Stores an attachment, or tells why not. */
type Attach = <T>(reference: string, add: (path: string) => Promise<MediaOutcome<T>>) => Promise<MediaOutcome<T>>;

/** Copies the images and the audio that an article names as files of its source into the media folder. */
export async function attachMedia(
  { article, image, audio, problems, removed = [] }: ReadArticle,
  file: ArticleBytes,
  folders: AttachmentFolders,
  media: MediaStore,
): Promise<AttachedArticle> {
  const attachments: string[] = [];
  const attach: Attach = async (reference, add) => {
    const found = await findAttachment(reference, file.path, folders);
    if (found.path !== undefined) attachments.push(found.path);
    if (found.kind === 'found') return await add(found.path);
    return { kind: 'refused', expected: found.expected, got: showValue(reference) };
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

  const attachedImage = await attachNamed('image.file', image, media.addImage);
  const attachedAudio = await attachNamed('audio.file', audio, media.addAudio);
  const body = await attachBodyImages(article, file, (reference) => attach(reference, media.addImage));
  return {
    article: {
      ...article,
      mediaImages: body.mediaImages,
      ...omitUndefined({ image: attachedImage, audio: attachedAudio }),
    },
    problems: [...problems, ...leftOut, ...body.problems],
    attachments,
    removed,
  };
}

async function attachBodyImages(
  { contentHtml, canonicalUrl, origin }: SourceArticle,
  file: ArticleBytes,
  attach: (reference: string) => Promise<MediaOutcome<MediaImage>>,
): Promise<{ readonly mediaImages: ReadonlyMap<string, MediaImage>; readonly problems: readonly Problem[] }> {
  const mediaImages = new Map<string, MediaImage>();
  const problems: Problem[] = [];
  for (const reference of listLocalImages(contentHtml)) {
    const outcome = await attach(reference);
    if (outcome.kind === 'stored') mediaImages.set(reference, outcome.value);
    // With a page elsewhere, a relative address may be relative to that page.
    else if (canonicalUrl === undefined) {
      const line = findBodyLine(file.bytes, origin.line, reference);
      problems.push({ file: file.path, line, expected: outcome.expected, got: outcome.got });
    }
  }
  return { mediaImages, problems };
}

/** The `src` of the body's images that may be files. */
function listLocalImages(html: string): ReadonlySet<string> {
  const images = /<img/i.test(html) ? findImages(parseHtml(html) ?? []) : [];
  return new Set(images.flatMap(({ attributes }) => sourcesOf(attributes)).filter(isLocalReference));
}

/** The line of the body that names a file. */
function findBodyLine(bytes: Uint8Array, bodyLine = 1, reference: string): number {
  const spellings = [reference, reference.replaceAll('%20', ' ')];
  const body = new TextDecoder()
    .decode(bytes)
    .split(/\r\n?|\n/)
    .slice(bodyLine - 1);
  const index = body.findIndex((line) => spellings.some((spelling) => line.includes(spelling)));
  return bodyLine + Math.max(index, 0);
}
