import type { MediaOutcome, MediaStore } from '../media/media-store.ts';
import type { Audio, Image } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Problem, showValue } from '../model/problem.ts';
import { findAttachment, isLocalReference } from './find-attachment.ts';
import type { ArticleText } from './folder/article-file.ts';
import { parseHtml } from './html/html-tree.ts';
import { findImages, sourcesOf } from './html/images.ts';
import type { MediaImage } from './html/tidy-context.ts';
import type { MarkdownParts } from './markdown/front-matter.ts';

/** The article whose media are taken in. */
export interface Place {
  readonly file: ArticleText;
  readonly folder: string;
  readonly parts: MarkdownParts;
}

/** What was taken in, what was not and why, and the absolute paths of the files that were named. */
export interface Attached<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
  readonly paths: readonly string[];
}

const NOTHING: Attached<undefined> = { value: undefined, problems: [], paths: [] };

/** Types of sounds elsewhere, by the ending of their address. */
const AUDIO_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
};

/** The picture of the front matter: taken into the media folder where it is a file, named where it is elsewhere. */
export async function attachImage(place: Place, media: MediaStore): Promise<Attached<Image | undefined>> {
  const { image } = place.parts.matter;
  if (image === undefined) return NOTHING;
  const { alt, credit, caption, url, file } = image;
  const words = omitUndefined({ alt, credit, caption });
  if (file === undefined) return url === undefined ? NOTHING : { ...NOTHING, value: { url, ...words } };
  const line = () => place.parts.lineOf(['image', 'file']);
  const taken = await takeIn(file, place, (path) => media.addImage(path), { field: 'image.file', line });
  return { ...taken, value: taken.value && { ...taken.value, ...words } };
}

/** The sound of the front matter, likewise; of a sound elsewhere the type has to be known. */
export async function attachAudio(place: Place, media: MediaStore): Promise<Attached<Audio | undefined>> {
  const { audio } = place.parts.matter;
  if (audio === undefined) return NOTHING;
  const { file, url, type, bytes, duration } = audio;
  if (file !== undefined) {
    const line = () => place.parts.lineOf(['audio', 'file']);
    const taken = await takeIn(file, place, (path) => media.addAudio(path), { field: 'audio.file', line });
    return { ...taken, value: taken.value && { ...taken.value, ...omitUndefined({ duration }) } };
  }
  if (url === undefined) return NOTHING;
  const ending = new URL(url).pathname.split('.').at(-1)?.toLowerCase() ?? '';
  const known = type ?? AUDIO_TYPES[ending];
  if (known !== undefined) return { ...NOTHING, value: { url, type: known, ...omitUndefined({ bytes, duration }) } };
  const problem: Problem = {
    file: place.file.path,
    line: place.parts.lineOf(['audio']),
    field: 'audio.type',
    expected: 'a media type such as audio/mpeg, since the address does not tell it',
    got: 'nothing',
  };
  return { ...NOTHING, problems: [problem] };
}

/** The pictures in the body that are files beside the article, by the `src` under which the body shows them. */
export async function attachBodyImages(
  html: string,
  place: Place,
  media: MediaStore,
): Promise<Attached<ReadonlyMap<string, MediaImage>>> {
  const images = /<img/i.test(html) ? findImages(parseHtml(html) ?? []) : [];
  const references = new Set(images.flatMap(({ attributes }) => sourcesOf(attributes)).filter(isLocalReference));
  const value = new Map<string, MediaImage>();
  const problems: Problem[] = [];
  const paths: string[] = [];
  for (const reference of references) {
    const line = () => findBodyLine(reference, place.parts);
    const taken = await takeIn(reference, place, (path) => media.addImage(path), { line });
    if (taken.value !== undefined) value.set(reference, taken.value);
    // With a page of its own, a relative address may as well be meant from there.
    else if (place.parts.matter.canonical === undefined) problems.push(...taken.problems);
    paths.push(...taken.paths);
  }
  return { value, problems, paths };
}

async function takeIn<T>(
  reference: string,
  { file, folder }: Place,
  add: (path: string) => Promise<MediaOutcome<T>>,
  at: { readonly field?: string; readonly line: () => number },
): Promise<Attached<T | undefined>> {
  const attachment = await findAttachment(reference, file.path, folder);
  const fail = (expected: string, got: string): Attached<undefined> => ({
    value: undefined,
    problems: [{ file: file.path, line: at.line(), ...omitUndefined({ field: at.field }), expected, got }],
    paths: [attachment.path],
  });
  if (attachment.kind !== 'found') return fail(attachment.expected, showValue(reference));
  const outcome = await add(attachment.path);
  return outcome.kind === 'refused'
    ? fail(outcome.expected, outcome.got)
    : { value: outcome.value, problems: [], paths: [attachment.path] };
}

function findBodyLine(reference: string, { body, bodyLine }: MarkdownParts): number {
  const spellings = [reference, reference.replaceAll('%20', ' ')];
  const index = body.split('\n').findIndex((line) => spellings.some((spelling) => line.includes(spelling)));
  return bodyLine + Math.max(index, 0);
}
