import { articlePageUrl, mediaUrl } from '../model/addresses.ts';
import type { Article, Author } from '../model/article.ts';
import { findCanonicalTag, textDirection } from '../model/language.ts';
import { parseLicence } from '../model/licence.ts';
import type { Site } from '../model/site.ts';
import { slugify } from '../model/term.ts';
import { type Translations, translationsFor } from '../model/translations.ts';
import { hostOf, httpUrl, localUrl } from './links.ts';
import { buildNewsArticleJsonLd } from './news-article-json-ld.ts';
import type { BuildLayout, PageInput, PageLayout, SharedCard } from './page-layout.ts';
import { type ShownDate, showDate, showDay } from './show-date.ts';
import { buildTermLink, type TermLink } from './term-links.ts';

/** An update this soon after publication is not shown. */
const SAME_MOMENT_MS = 60_000;

/** The data of an article's page. */
export interface ArticleInput extends PageInput {
  readonly article: Article;
  /** The complete text as cleaned HTML with absolute URLs. The template prints it without escaping. */
  readonly html: string;
}

/** `article.hbs`. */
export interface ArticleView {
  readonly layout: PageLayout;
  readonly article: ShownArticle;
}

interface ShownArticle {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl' | 'auto';
  readonly labels: Translations['articlePage'] & Pick<Translations, 'language' | 'correction'>;
  readonly title: string;
  readonly sections: readonly TermLink[];
  readonly tags: readonly TermLink[];
  readonly byline: readonly ShownAuthor[];
  readonly dateline: string | undefined;
  readonly published: ShownDate;
  readonly updated: ShownDate | undefined;
  readonly figure: Figure | undefined;
  readonly audio: Player | undefined;
  readonly correction: { readonly text: string; readonly date: ShownDate } | undefined;
  /** Cleaned HTML. */
  readonly html: string;
  readonly licence: { readonly text: string; readonly url: string | undefined } | undefined;
  readonly source: ExternalLink | undefined;
}

interface ShownAuthor {
  readonly name: string;
  readonly role: string | undefined;
  /** The page of the author's feed with us. */
  readonly url: string | undefined;
  /** The author's own page. */
  readonly page: ExternalLink | undefined;
}

interface ExternalLink {
  readonly url: string;
  readonly host: string;
}

interface Figure {
  readonly url: string;
  readonly alt: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly caption: string | undefined;
  readonly credit: string | undefined;
}

interface Player {
  readonly url: string;
  readonly type: string;
  /** `12:05`. */
  readonly duration: string | undefined;
}

/** Builds the page of an article. Image, dateline and correction are shown only if `html` does not contain them. */
export function buildArticleView(input: ArticleInput, buildLayout: BuildLayout): ArticleView {
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

function buildShownArticle(site: Site, article: Article, html: string): ShownArticle {
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
    html,
    licence: showLicence(article.licence ?? ''),
    source: buildExternalLink(canonicalUrl),
  };
}

function buildCard(site: Site, article: Article, shown: ShownArticle): SharedCard {
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

function showAuthor(site: Site, { name, role, url }: Author): ShownAuthor {
  const feed = buildTermLink(site, 'author', { slug: slugify(name), label: name });
  return { name, role, url: feed.url, page: buildExternalLink(url) };
}

function buildExternalLink(address: string | undefined): ExternalLink | undefined {
  const url = httpUrl(address);
  return url === undefined ? undefined : { url, host: hostOf(url) };
}

function buildFigure(site: Site, { image }: Article, html: string): Figure | undefined {
  if (image === undefined) return undefined;
  const url = mediaUrl(site, image.url);
  if (html.includes(url.replaceAll('&', '&amp;'))) return undefined;
  const { alt, width, height, caption, credit } = image;
  return { url: localUrl(site, url), alt, width, height, caption, credit };
}

/** Whether the HTML contains a text. Markup, character references, punctuation and spaces do not count. */
function contains(html: string, text: string): boolean {
  return fold(html.replace(/<[^>]*>/g, '')).includes(fold(text));
}

function fold(text: string): string {
  return text.replace(/&#?\w+;/g, '').replace(/[\s\p{P}\p{S}]+/gu, '');
}

function buildPlayer(site: Site, { audio }: Article): Player | undefined {
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

function showLicence(stored: string): ShownArticle['licence'] {
  const licence = parseLicence(stored);
  return licence && { text: licence.text, url: licence.kind === 'address' ? licence.url : undefined };
}
