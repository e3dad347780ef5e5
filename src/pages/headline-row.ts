import { articlePageUrl, mediaUrl } from '../model/addresses.ts';
import type { Article, Author, Image } from '../model/article.ts';
import { findCanonicalTag, formatList, textDirection } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { localUrl } from './links.ts';
import { showDate } from './show-date.ts';

/** Authors in a row. The article's page shows all. */
const MAX_NAMES = 3;

export type ListedArticle = Pick<
  Article,
  'id' | 'title' | 'summary' | 'byline' | 'language' | 'image' | 'publishedAt' | 'categories'
>;

export function buildHeadlineRow(site: Site, article: ListedArticle) {
  return {
    url: localUrl(site, articlePageUrl(site, article.id)),
    title: article.title,
    language: findCanonicalTag(article.language) ?? '',
    direction: textDirection(article.language),
    summary: article.summary,
    byline: formatNames(article.byline, article.language),
    date: showDate(site, article.publishedAt, article.language),
    section: article.categories[0]?.label,
    thumb: buildThumb(site, article.image?.thumbnail ?? article.image),
    lead: false,
  };
}

/** Builds the large first row, with the full image. */
export function buildLeadRow(site: Site, article: ListedArticle) {
  return { ...buildHeadlineRow(site, article), thumb: buildThumb(site, article.image), lead: true };
}

function buildThumb(site: Site, image: Pick<Image, 'url' | 'width' | 'height'> | undefined) {
  if (image === undefined) return undefined;
  return { url: localUrl(site, mediaUrl(site, image.url)), width: image.width, height: image.height };
}

/** `Anna Lee, Tomas Lind and Ruth Cohen` in the article's language. A longer byline has the first names and `+2`. */
function formatNames(byline: readonly Author[], language: string): string {
  const names = byline.map((author) => author.name);
  if (names.length > MAX_NAMES) return `${names.slice(0, MAX_NAMES).join(', ')} +${names.length - MAX_NAMES}`;
  return formatList(names, language);
}
