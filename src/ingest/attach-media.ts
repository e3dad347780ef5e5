import type { MediaOutcome, MediaStore } from '../media/media-store.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Problem, showValue } from '../model/problem.ts';
import { parseHtml } from './clean-html/html-tree.ts';
import type { MediaImage } from './clean-html/tidy-context.ts';
import { findImages, sourcesOf } from './clean-html/tidy-image.ts';
import { findAttachment, isLocalReference } from './find-attachment.ts';
import type { ArticleText, ReadArticle } from './folder/folder-kind.ts';
import type { SourceArticle } from './source-kind.ts';

/** An article with its media, what was left out and why, and the absolute paths of the files that it names, present or not. */
export interface AttachedArticle {
  readonly article: SourceArticle;
  readonly problems: readonly Problem[];
  readonly attachments: readonly string[];
}

/** Copies the images and the audio that an article names as files of its source's folder into the media folder. */
export async function attachMedia(
  { article, image, audio, problems }: ReadArticle,
  file: ArticleText,
  folder: string,
  media: MediaStore,
): Promise<AttachedArticle> {
  const leftOut: Problem[] = [];
  const attachments: string[] = [];

  const attach = async <T>(
    reference: string,
    add: (path: string) => Promise<MediaOutcome<T>>,
    toProblem: (outcome: { expected: string; got: string }) => Problem | undefined,
  ): Promise<T | undefined> => {
    const found = await findAttachment(reference, file.path, folder);
    attachments.push(found.path);
    const outcome =
      found.kind === 'found'
        ? await add(found.path)
        : { ...found, kind: 'refused' as const, got: showValue(reference) };
    if (outcome.kind === 'stored') return outcome.value;
    const problem = toProblem(outcome);
    if (problem !== undefined) leftOut.push(problem);
    return undefined;
  };

  const attachNamed = async <T, Named extends { readonly file: string; readonly findLine: () => number }>(
    field: string,
    named: Named | undefined,
    add: (path: string) => Promise<MediaOutcome<T>>,
  ) => {
    if (named === undefined) return undefined;
    const { file: reference, findLine, ...details } = named;
    const stored = await attach(reference, add, ({ expected, got }) => ({
      file: file.path,
      line: findLine(),
      field,
      expected,
      got,
    }));
    return stored && { ...stored, ...details };
  };

  const attachedImage = await attachNamed('image.file', image, (path) => media.addImage(path));
  const attachedAudio = await attachNamed('audio.file', audio, (path) => media.addAudio(path));
  const mediaImages = new Map<string, MediaImage>();
  for (const reference of listLocalImages(article.contentHtml)) {
    const stored = await attach(
      reference,
      (path) => media.addImage(path),
      ({ expected, got }) =>
        // With a page elsewhere, a relative address may be relative to that page.
        article.canonicalUrl === undefined
          ? { file: file.path, line: findBodyLine(file.text, article.origin.line, reference), expected, got }
          : undefined,
    );
    if (stored !== undefined) mediaImages.set(reference, stored);
  }
  return {
    article: { ...article, mediaImages, ...omitUndefined({ image: attachedImage, audio: attachedAudio }) },
    problems: [...problems, ...leftOut],
    attachments,
  };
}

/** The `src` of the body's images that may be files. */
function listLocalImages(html: string): ReadonlySet<string> {
  const images = /<img/i.test(html) ? findImages(parseHtml(html) ?? []) : [];
  return new Set(images.flatMap(({ attributes }) => sourcesOf(attributes)).filter(isLocalReference));
}

/** The line of the body that names a file. */
function findBodyLine(text: string, bodyLine = 1, reference: string): number {
  const spellings = [reference, reference.replaceAll('%20', ' ')];
  const body = text.split('\n').slice(bodyLine - 1);
  const index = body.findIndex((line) => spellings.some((spelling) => line.includes(spelling)));
  return bodyLine + Math.max(index, 0);
}
