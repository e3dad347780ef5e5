import { resolveMedia } from '../model/addresses.ts';
import type { Article, Author, Correction, Image } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import { formatList, textDirection, toLanguageTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { translationsFor } from '../model/translations.ts';
import { buildFeedImage } from './feed-media.ts';
import { element } from './markup.ts';
import { toDocumentText, toLine } from './plain-text.ts';

export type ArticleText = Pick<
  Article,
  'contentHtml' | 'byline' | 'dateline' | 'image' | 'language' | 'correction' | 'canonicalUrl' | 'id'
>;

/** What to add to the body; by default everything. */
export interface ArticleHtmlOptions {
  /** The lead image, above the body, unless the body contains it already. */
  readonly image?: boolean;
  /** At the start of the first paragraph. */
  readonly dateline?: boolean;
  /** Below the body, if an author has a role: feed readers show names alone, and an agency must be credited. */
  readonly byline?: boolean;
  /** Below the body. */
  readonly correction?: boolean;
}

/**
 * The text of an article as HTML with absolute URLs; empty without body and image. Right-to-left text gets its own `dir`, because feed readers
 * show it among texts of other languages.
 */
export function composeArticleHtml(site: Site, article: ArticleText, options: ArticleHtmlOptions = {}): string {
  const { image = true, dateline = true, byline = true, correction = true } = options;
  const body = article.contentHtml.trim();
  const parts = [
    image && article.image !== undefined && !contains(body, article.image) ? renderFigure(site, article.image) : '',
    dateline && article.dateline !== undefined && body !== '' ? addDateline(body, article.dateline.trim()) : body,
    byline && body !== '' ? bylineNote(article.byline, article.language) : '',
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

/** What may stand above the first paragraph: figures, subheadings, quotations and paragraphs of images only. */
const ABOVE =
  /<(figure|h[1-6]|blockquote)(?=[\s>])|<p(?:\s[^>]*)?>\s*(?:<a\s[^>]*>\s*)?<img\s[^>]*>\s*(?:<\/a>\s*)?<\/p>/y;

/** The index at which the text of the first paragraph begins; `undefined` if the body begins with a list, a table or other text. */
function findFirstParagraph(body: string): number | undefined {
  let at = 0;
  for (;;) {
    while (body[at] === '\n' || body[at] === ' ') at += 1;
    ABOVE.lastIndex = at;
    const above = ABOVE.exec(body);
    if (above === null) break;
    const close = above[1] === undefined ? '' : `</${above[1]}>`;
    const end = body.indexOf(close, ABOVE.lastIndex);
    if (end === -1) return undefined;
    at = end + close.length;
  }
  const paragraph = /<p(?:\s[^>]*)?>/y;
  paragraph.lastIndex = at;
  return paragraph.test(body) ? paragraph.lastIndex : undefined;
}

/** `Anna Lee (Harbour Wire) and Ben Ross`, as a paragraph; empty if no author has a role. */
function bylineNote(byline: readonly Author[], language: string): string {
  if (!byline.some(({ role }) => toLine(role ?? '') !== '')) return '';
  const names = byline.map(formatAuthor).filter((name) => name !== '');
  return `<p><small>${escapeMarkup(formatList(names, language))}</small></p>`;
}

/** `Anna Lee (Harbour Wire)`; empty without a name. */
export function formatAuthor({ name, role }: Author): string {
  const [shownName, shownRole] = [toLine(name), toLine(role ?? '')];
  return shownName === '' || shownRole === '' ? shownName : `${shownName} (${shownRole})`;
}

/** Locales for dates in words. English puts the day first, which no reader takes for another date; Arabic uses Western digits. */
const DATE_LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' };

/** In the article's language or in English; the day is in UTC. */
function correctionNote(correction: Correction, articleLanguage: string): string {
  const { language, correction: label } = translationsFor(articleLanguage);
  const locale = DATE_LOCALES[language] ?? language;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const text = escapeMarkup(correction.text).replaceAll('\n', '<br>');
  return `<p><strong>${label} (${escapeMarkup(day.format(correction.at))}):</strong> ${text}</p>`;
}

function addDirection(html: string, language: string): string {
  const lang = toLanguageTag(language);
  if (html === '' || lang === undefined || textDirection(lang) !== 'rtl') return html;
  return `<div lang="${lang}" dir="rtl">\n${html}\n</div>`;
}
