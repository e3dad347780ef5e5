import type { ArticleDraft } from '../../model/article.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import type { Problem } from '../../model/problem.ts';
import { slugify } from '../../model/term.ts';
import { type Attached, attachAudio, attachBodyImages, attachImage, type Place } from '../attach-media.ts';
import { buildTerms } from '../build-terms.ts';
import { cleanHtml } from '../clean-html.ts';
import type { ArticleText } from '../folder/article-file.ts';
import { listParagraphs } from '../html/paragraphs.ts';
import { type Moment, resolveMoment } from '../moment.ts';
import type { ReadContext, Reading } from '../reading.ts';
import { summarize } from '../summarize.ts';
import { parseFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter-schema.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { MarkdownSource } from './source.ts';

/**
 * Reads an article in Markdown. What is wrong with its front matter or body refuses it; a picture or sound that cannot be taken is left out and
 * reported. Nothing but the file's bytes, its pictures, the source's entry and epoch decides what comes out.
 */
export async function readArticle(
  source: MarkdownSource,
  file: ArticleText,
  { epoch, media }: Pick<ReadContext, 'epoch' | 'media'>,
): Promise<Reading> {
  const parsed = parseFrontMatter(file.path, file.text);
  if (parsed.kind === 'invalid') return refuse(parsed.problems);
  const { matter, body, bodyLine } = parsed.value;

  const html = renderMarkdown(body);
  if (html === undefined) {
    return refuse([
      {
        file: file.path,
        line: bodyLine,
        expected: 'quotations and lists that nest less deeply',
        got: 'over 60 levels',
      },
    ]);
  }
  const place: Place = { file, folder: source.folder, parts: parsed.value };
  const pictures = await attachBodyImages(html, place, media);
  const contentHtml = cleanHtml(html, omitUndefined({ baseUrl: matter.canonical, mediaImages: pictures.value }));
  if (contentHtml === '' && needsBody(matter)) {
    return refuse([{ file: file.path, line: bodyLine, expected: 'a text below the front matter', got: 'nothing' }]);
  }
  const image = await attachImage(place, media);
  const audio = await attachAudio(place, media);
  const attached: readonly Attached<unknown>[] = [image, audio, pictures];
  return {
    draft: {
      ...describe(source, file, matter, contentHtml, epoch),
      ...omitUndefined({ image: image.value, audio: audio.value }),
    },
    problems: attached.flatMap(({ problems }) => problems),
    attachments: attached.flatMap(({ paths }) => paths),
  };
}

function describe(
  source: MarkdownSource,
  file: ArticleText,
  matter: FrontMatter,
  contentHtml: string,
  epoch: number,
): ArticleDraft {
  const at = (moment: Moment | undefined) => (moment === undefined ? undefined : resolveMoment(moment, epoch));
  const { title, correction, retraction } = matter;
  return omitUndefined({
    sourceId: source.id,
    externalId: file.externalId,
    title,
    summary: matter.summary ?? summarize(listParagraphs(contentHtml)),
    contentHtml,
    slug: matter.slug ?? (slugify(title) || slugify(file.externalId) || 'article'),
    canonicalUrl: matter.canonical,
    byline: matter.authors.map((author) => omitUndefined(author)),
    dateline: matter.dateline,
    categories: buildTerms(matter.categories ?? source.categories),
    tags: buildTerms(matter.tags),
    language: matter.language ?? source.language,
    licence: matter.licence,
    state: matter.state,
    publishedAt: resolveMoment(matter.date, epoch),
    updatedAt: at(matter.updated),
    embargoUntil: at(matter.embargo),
    correction: correction && omitUndefined({ text: correction.text, at: at(correction.at) }),
    retraction: retraction && omitUndefined({ reason: retraction.reason, at: at(retraction.at) }),
  });
}

/** A draft may be a title still, and of a retracted article nothing has to be left. */
function needsBody({ state, audio }: FrontMatter): boolean {
  return state !== 'draft' && state !== 'retracted' && audio === undefined;
}

function refuse(problems: readonly Problem[]): Reading {
  return { problems, attachments: [] };
}
