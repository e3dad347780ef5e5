import { resolveMedia } from '../model/addresses.ts';
import type { Article, Image } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import { textDirection, toLanguageTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { correctionNote } from './correction-note.ts';
import { buildFeedImage } from './feed-media.ts';
import { element } from './markup.ts';
import { toDocumentText } from './plain-text.ts';

/** The fields of an article that are part of its text. */
export type ArticleText = Pick<
  Article,
  'contentHtml' | 'dateline' | 'image' | 'language' | 'correction' | 'canonicalUrl' | 'id'
>;

/** What to add to the body. The default is to add everything. */
export interface ArticleHtmlOptions {
  /** The lead image with caption and credit, above the body, unless the body contains it already. */
  readonly image?: boolean;
  /** The dateline, at the start of the first paragraph. */
  readonly dateline?: boolean;
  /** The correction, below the body. */
  readonly correction?: boolean;
}

/**
 * Composes the complete text of an article as HTML with absolute URLs, the same in every format and on its page. Right-to-left text gets its
 * own `dir`, because feed readers show it among texts of other languages. Empty for an article without body and image.
 */
export function composeArticleHtml(site: Site, article: ArticleText, options: ArticleHtmlOptions = {}): string {
  const { image = true, dateline = true, correction = true } = options;
  const body = article.contentHtml.trim();
  const parts = [
    image && article.image !== undefined && !contains(body, article.image) ? renderFigure(site, article.image) : '',
    dateline && article.dateline !== undefined && body !== '' ? addDateline(body, article.dateline.trim()) : body,
    correction && article.correction !== undefined ? correctionNote(article.correction, article.language) : '',
  ].filter((part) => part !== '');
  return toDocumentText(addDirection(resolveMedia(site, parts.join('\n')), article.language));
}

function contains(body: string, image: Image): boolean {
  return body.includes(`"${image.url}"`) || body.includes(`"${escapeMarkup(image.url)}"`);
}

/** The credit is in brackets, so that it is still separate from the caption in an app that removes the tags. */
function renderFigure(site: Site, stored: Image): string {
  const image = buildFeedImage(site, stored);
  if (image === undefined) return '';
  const { url: src, alt, width, height, caption, credit } = image;
  const captions = [
    ...(caption === undefined ? [] : [escapeMarkup(caption)]),
    ...(credit === undefined ? [] : [`<small>(${escapeMarkup(credit)})</small>`]),
  ].join(' ');
  const img = element('img', { src, alt, width, height });
  return `<figure>${img}${captions === '' ? '' : `<figcaption>${captions}</figcaption>`}</figure>`;
}

/** Turns `<p>` into `<p><b>JERUSALEM</b> – `, unless the text already begins with the dateline. */
function addDateline(body: string, dateline: string): string {
  const escaped = escapeMarkup(dateline);
  if (escaped === '') return body;
  const start = findFirstParagraph(body);
  if (start === undefined) return `<p><b>${escaped}</b></p>\n${body}`;
  const opening = body.slice(start, start + escaped.length + MAX_MARKUP_BEFORE_TEXT).replace(/<[^>]*>/g, '');
  if (opening.trimStart().startsWith(escaped)) return body;
  return `${body.slice(0, start)}<b>${escaped}</b> – ${body.slice(start)}`;
}

/** Characters of tags before the first words of a paragraph. */
const MAX_MARKUP_BEFORE_TEXT = 200;

/** The index at which the text of the first paragraph begins, if the body begins with a paragraph or with figures and a paragraph. */
function findFirstParagraph(body: string): number | undefined {
  const figureEnd = '</figure>';
  let at = 0;
  for (;;) {
    while (body[at] === '\n' || body[at] === ' ') at += 1;
    if (!body.startsWith('<figure', at)) break;
    const end = body.indexOf(figureEnd, at);
    if (end === -1) return undefined;
    at = end + figureEnd.length;
  }
  const paragraph = /<p(?:\s[^>]*)?>/y;
  paragraph.lastIndex = at;
  return paragraph.test(body) ? paragraph.lastIndex : undefined;
}

function addDirection(html: string, language: string): string {
  const lang = toLanguageTag(language);
  if (html === '' || lang === undefined || textDirection(lang) !== 'rtl') return html;
  return `<div lang="${lang}" dir="rtl">\n${html}\n</div>`;
}
