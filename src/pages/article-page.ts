import { articlePageUrl, mediaUrl } from '../model/addresses.ts';
import type { Article, Author } from '../model/article.ts';
import { findCanonicalTag, textDirection } from '../model/language.ts';
import { parseLicence } from '../model/licence.ts';
import type { Site } from '../model/site.ts';
import { slugify } from '../model/term.ts';
import { translationsFor } from '../model/translations.ts';
import { hostOf, httpUrl, localUrl } from './links.ts';
import { buildNewsArticleJsonLd } from './news-article-json-ld.ts';
import type { BuildLayout, PageInput, SharedCard } from './page-layout.ts';
import { showDate, showDay } from './show-date.ts';
import { buildTermLink } from './term-links.ts';

const SAME_MOMENT_MS = 60_000;

export interface ArticleInput extends PageInput {
  readonly article: Article;
  /** Cleaned HTML with absolute URLs. The template prints it without escaping. */
  readonly html: string;
}

/** Image, dateline and correction are shown only if `html` does not contain them. */
export function buildArticleView(input: ArticleInput, buildLayout: BuildLayout) {
  const { site, article, html } = input;
  const shown = buildShownArticle(site, article, html);
  return {
    layout: buildLayout(input, {
      title: article.title,
      description: article.summary || article.title,
      canonical: shown.source?.url ?? articlePageUrl(site, article.id),
      embeddable: articlePageUrl(site, article.id),
      card: buildCard(site, article, shown),
      jsonLd: buildNewsArticleJsonLd(site, article),
    }),
    article: shown,
  };
}

function buildShownArticle(site: Site, article: Article, html: string) {
  const { language, correction, canonicalUrl } = article;
  const words = translationsFor(language);
  return {
    language: findCanonicalTag(language) ?? '',
    direction: textDirection(language),
    labels: { language: words.language, correction: words.correction, ...words.articlePage },
    title: article.title,
    sections: article.categories.map((term) => buildTermLink(site, 'category', term)),
    tags: article.tags.map((term) => buildTermLink(site, 'tag', term)),
    byline: article.byline.map((author) => showAuthor(site, author)),
    dateline: article.dateline === undefined || contains(html, article.dateline) ? undefined : article.dateline,
    published: showDate(site, article.publishedAt, language),
    updated:
      article.updatedAt - article.publishedAt < SAME_MOMENT_MS
        ? undefined
        : showDate(site, article.updatedAt, language),
    figure: buildFigure(site, article, html),
    audio: buildPlayer(site, article),
    correction:
      correction === undefined || contains(html, correction.text)
        ? undefined
        : { text: correction.text, date: showDay(site, correction.at, language) },
    // They scroll where they are wider than the page: also by keyboard.
    html: html.replace(/<(table|pre)>/g, '<$1 tabindex="0">'),
    licence: showLicence(article.licence ?? ''),
    source: buildExternalLink(canonicalUrl),
  };
}

function buildCard(site: Site, article: Article, shown: ReturnType<typeof buildShownArticle>): SharedCard {
  const { image } = article;
  return {
    type: 'article',
    title: article.title,
    description: article.summary || article.title,
    url: shown.source?.url ?? articlePageUrl(site, article.id),
    image: image && { url: mediaUrl(site, image.url), alt: image.alt },
    published: shown.published.datetime,
    modified: (shown.updated ?? shown.published).datetime,
    section: shown.sections[0]?.label,
  };
}

/** `url` is our page of the author's feed, `page` the author's own page. */
function showAuthor(site: Site, { name, role, url }: Author) {
  const feed = buildTermLink(site, 'author', { slug: slugify(name), label: name });
  return { name, role, url: feed.url, page: buildExternalLink(url) };
}

function buildExternalLink(address: string | undefined) {
  const url = httpUrl(address);
  return url === undefined ? undefined : { url, host: hostOf(url) };
}

function buildFigure(site: Site, { image }: Article, html: string) {
  if (image === undefined) return undefined;
  const url = mediaUrl(site, image.url);
  if (html.includes(url.replaceAll('&', '&amp;'))) return undefined;
  const { alt, width, height, caption, credit } = image;
  return { url: localUrl(site, url), alt, width, height, caption, credit };
}

/** Markup, character references, punctuation and spaces do not count. */
function contains(html: string, text: string): boolean {
  return fold(html.replace(/<[^>]*>/g, '')).includes(fold(text));
}

function fold(text: string): string {
  return text.replace(/&#?\w+;/g, '').replace(/[\s\p{P}\p{S}]+/gu, '');
}

function buildPlayer(site: Site, { audio }: Article) {
  if (audio === undefined) return undefined;
  const duration = audio.duration === undefined ? undefined : formatDuration(audio.duration);
  return { url: localUrl(site, mediaUrl(site, audio.url)), type: audio.type, duration };
}

/** `1:02:05`, `12:05`. */
function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

function showLicence(stored: string) {
  const licence = parseLicence(stored);
  return licence && { text: licence.text, url: licence.kind === 'address' ? licence.url : undefined };
}
