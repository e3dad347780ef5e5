import type { Audio } from '../../model/article.ts';
import { decodeUtf8 } from '../../model/decode-utf8.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { type Checked, type Problem, showValue, sortByLine } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import { findTooLong } from '../field-lengths.ts';
import type { ArticleBytes, FolderSource, ReadArticle, ReadContext } from '../folder/folder-kind.ts';
import { futureDate } from '../future-date.ts';
import { type Moment, resolveMoment } from '../moment.ts';
import { findEmbargoInWords } from './find-embargo.ts';
import { findLostLinks } from './find-lost-links.ts';
import { findFieldLine, parseFrontMatter, splitFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter-schema.ts';
import { renderMarkdown } from './render-markdown.ts';

const HTML_MARKUP =
  /<\/?(?:[abiu]|br|cite|em|q|s|small|span|strong|su[bp])(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,6});/i;
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

export function readArticle(
  source: Pick<FolderSource, 'language' | 'categories'>,
  { path, externalId, bytes }: ArticleBytes,
  context: ReadContext,
): Checked<ReadArticle> {
  const decoded = decodeUtf8(path, bytes);
  if (decoded.kind === 'invalid') return decoded;
  const split = splitFrontMatter(path, decoded.value.replace(/\r\n?/g, '\n'));
  if (split.kind === 'invalid') return split;
  const file = split.value;
  const { body, bodyLine } = file;
  const parsed = parseFrontMatter(path, file);
  const rendered = renderMarkdown(body);
  if (parsed.kind === 'invalid' || rendered.kind === 'refused') {
    const inMatter = parsed.kind === 'invalid' ? parsed.problems : [];
    const inBody = rendered.kind === 'refused' ? rendered.mistakes : [];
    const problems = inBody.map(({ line, ...mistake }) => ({ file: path, line: bodyLine + line, ...mistake }));
    return { kind: 'invalid', problems: [...inMatter, ...problems] };
  }
  const matter = parsed.value;
  const lineOf = (field: readonly string[]) => findFieldLine(file, field);
  const embargo = findEmbargoInWords(path, { ...file, matter, lineOf }, rendered.prose);
  if (embargo !== undefined) return { kind: 'invalid', problems: [embargo] };
  const { image, audio } = matter;
  const remoteAudio = audio && findRemoteAudio(audio);
  const at = (moment: Moment | undefined) => moment && resolveMoment(moment, context);
  const namedFile = (field: string, file: string) => ({ file, findLine: () => lineOf([field, 'file']) });
  const article = omitUndefined({
    origin: { file: path, line: bodyLine },
    externalId: matter.id ?? externalId,
    file: matter.id === undefined ? undefined : externalId,
    title: matter.title,
    summary: matter.summary,
    contentHtml: rendered.html,
    slug: matter.slug,
    canonicalUrl: matter.canonical,
    byline: matter.authors.map(omitUndefined),
    dateline: matter.dateline,
    categories: matter.categories ?? source.categories,
    tags: matter.tags,
    language: matter.language ?? source.language,
    licence: matter.licence,
    state: matter.state,
    publishedAt: resolveMoment(matter.date, context),
    updatedAt: at(matter.updated),
    embargoUntil: matter.embargo === 'none' ? undefined : at(matter.embargo),
    correction: matter.correction && omitUndefined({ ...matter.correction, at: at(matter.correction.at) }),
    retraction: matter.retraction && omitUndefined({ ...matter.retraction, at: at(matter.retraction.at) }),
    image: image?.url === undefined ? undefined : omitUndefined({ url: image.url, ...describeImage(image) }),
    audio: remoteAudio,
  });
  const tooLong = findTooLong(
    omitUndefined({ ...article, image: image && { url: image.url ?? '', ...describeImage(image) } }),
  );
  if (tooLong.length > 0) {
    const problems = tooLong.map((problem) => ({ ...problem, line: lineOf(problem.field?.split('.') ?? []) }));
    return { kind: 'invalid', problems: sortByLine(problems) };
  }
  return {
    kind: 'valid',
    value: omitUndefined({
      article,
      image: image?.file === undefined ? undefined : { ...namedFile('image', image.file), ...describeImage(image) },
      audio:
        audio?.file === undefined
          ? undefined
          : omitUndefined({ ...namedFile('audio', audio.file), duration: audio.duration }),
      problems: [
        ...(isScheduledByDate(matter, article.publishedAt, context.now)
          ? [futureDate(path, article.publishedAt, lineOf(['date']))]
          : []),
        ...findMarkup(path, matter.title, lineOf(['title'])),
        ...(audio?.url !== undefined && remoteAudio === undefined ? [missingAudioType(path, lineOf(['audio']))] : []),
        ...rendered.losses.map(({ line, ...loss }) => ({ file: path, line: bodyLine + line, ...loss })),
        ...findLostLinks(path, rendered.html, body, bodyLine, matter.canonical),
      ],
    }),
  };
}

function describeImage({ alt, credit, caption }: NonNullable<FrontMatter['image']>) {
  return omitUndefined({ alt, credit, caption });
}

/** `undefined` where the media type is not known. */
function findRemoteAudio({ url, type, bytes, duration }: NonNullable<FrontMatter['audio']>): Audio | undefined {
  if (url === undefined) return undefined;
  const extension = new URL(url).pathname.split('.').at(-1)?.toLowerCase() ?? '';
  const known = type ?? AUDIO_TYPES[extension];
  return known === undefined ? undefined : omitUndefined({ url, type: known, bytes, duration });
}

/** A date in the future may be a mistake, of its year or its zone. `state: scheduled` and an embargo say that it is none. */
function isScheduledByDate({ date, embargo, state }: FrontMatter, publishedAt: Timestamp, now: Timestamp): boolean {
  return date.kind !== 'relative' && publishedAt > now && state === 'published' && embargo === undefined;
}

/** A title is plain text: readers would see the tags of HTML in it, and its character references. */
function findMarkup(file: string, title: string, line: number): readonly Problem[] {
  const got = HTML_MARKUP.exec(title)?.[0];
  if (got === undefined) return [];
  const solved = `the title is plain text: readers see ${showValue(got)} as it is written`;
  return [{ file, line, field: 'title', expected: 'plain text', got: showValue(got), solved }];
}

function missingAudioType(file: string, line: number): Problem {
  return {
    file,
    line,
    field: 'audio.type',
    expected: 'a media type such as audio/mpeg, since the address does not tell it',
    got: 'nothing',
  };
}
