import { resolveMedia } from '../model/addresses.ts';
import type { Article, Image } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import { textDirection, toLanguageTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { correctionNote } from './correction-note.ts';
import { buildFeedImage } from './feed-media.ts';
import { element } from './markup.ts';
import { toDocumentText } from './plain-text.ts';

/** What of an article a reader reads. */
export type ArticleText = Pick<
  Article,
  'contentHtml' | 'dateline' | 'image' | 'language' | 'correction' | 'canonicalUrl' | 'id'
>;

/** What to put around the body; all of it unless said otherwise. */
export interface ArticleHtmlOptions {
  /** The lead picture with caption and credit, above the body; never where the body shows it already. */
  readonly picture?: boolean;
  /** The dateline, run into the first paragraph. */
  readonly dateline?: boolean;
  /** What was put right, below the body. */
  readonly correction?: boolean;
}

/**
 * The whole of an article as HTML with absolute URLs, the same in every format and on its page. Text in a right-to-left
 * language says so itself, since a reader's app shows it among others. Empty for an article without body and picture.
 */
export function composeArticleHtml(site: Site, article: ArticleText, options: ArticleHtmlOptions = {}): string {
  const { picture = true, dateline = true, correction = true } = options;
  const body = article.contentHtml.trim();
  const parts = [
    picture && article.image !== undefined && !shows(body, article.image) ? figure(site, article.image) : '',
    dateline && article.dateline !== undefined && body !== '' ? withDateline(body, article.dateline.trim()) : body,
    correction && article.correction !== undefined ? correctionNote(article.correction, article.language) : '',
  ].filter((part) => part !== '');
  return toDocumentText(inDirection(resolveMedia(site, parts.join('\n')), article.language));
}

function shows(body: string, image: Image): boolean {
  return body.includes(`"${image.url}"`) || body.includes(`"${escapeMarkup(image.url)}"`);
}

/** Caption and credit are one line, the credit in brackets, so that they stay apart where an app drops the tags. */
function figure(site: Site, stored: Image): string {
  const image = buildFeedImage(site, stored);
  if (image === undefined) return '';
  const { url: src, alt, width, height, caption, credit } = image;
  const words = [
    ...(caption === undefined ? [] : [escapeMarkup(caption)]),
    ...(credit === undefined ? [] : [`<small>(${escapeMarkup(credit)})</small>`]),
  ].join(' ');
  const img = element('img', { src, alt, width, height });
  return `<figure>${img}${words === '' ? '' : `<figcaption>${words}</figcaption>`}</figure>`;
}

/** `<p>` becomes `<p><b>JERUSALEM</b> – `, unless the source wrote the dateline into the text as well. */
function withDateline(body: string, dateline: string): string {
  const place = escapeMarkup(dateline);
  if (place === '') return body;
  const start = findFirstParagraph(body);
  if (start === undefined) return `<p><b>${place}</b></p>\n${body}`;
  const opening = body.slice(start, start + place.length + MARKUP_BEFORE_TEXT).replace(/<[^>]*>/g, '');
  if (opening.trimStart().startsWith(place)) return body;
  return `${body.slice(0, start)}<b>${place}</b> – ${body.slice(start)}`;
}

/** Characters of tags that may stand before the first words of a paragraph. */
const MARKUP_BEFORE_TEXT = 200;

/** Where the text of the first paragraph begins, if the body begins with one; pictures may stand above it. */
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

function inDirection(html: string, language: string): string {
  const lang = toLanguageTag(language);
  if (html === '' || lang === undefined || textDirection(lang) !== 'rtl') return html;
  return `<div lang="${lang}" dir="rtl">\n${html}\n</div>`;
}
