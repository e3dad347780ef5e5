import { articlePageUrl, mediaUrl } from '../model/addresses.ts';
import type { Article, Author, Image } from '../model/article.ts';
import { findCanonicalTag, textDirection } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { localUrl } from './links.ts';
import { type ShownDate, showDate } from './show-date.ts';

/** Names that a row of a list shows; the page of the story shows them all. */
const NAMES_IN_ROW = 3;

/** What a list of headlines needs of a story. */
export type ListedArticle = Pick<
  Article,
  'id' | 'title' | 'summary' | 'byline' | 'language' | 'image' | 'publishedAt' | 'categories'
>;

/** One row of a list of headlines. */
export interface HeadlineRow {
  readonly url: string;
  readonly title: string;
  readonly language: string;
  /** `auto` unless the language is written from right to left: a title may begin with a word of another language. */
  readonly direction: 'rtl' | 'auto';
  readonly summary: string;
  readonly byline: string;
  readonly date: ShownDate;
  readonly section: string | undefined;
  readonly thumb: Thumb | undefined;
  /** The one that stands larger at the head of the list. */
  readonly lead: boolean;
}

interface Thumb {
  readonly url: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** The row of a story: a link to our page of it, with its small picture where there is one. */
export function buildHeadlineRow(site: Site, article: ListedArticle): HeadlineRow {
  return {
    url: localUrl(site, articlePageUrl(site, article.id)),
    title: article.title,
    language: findCanonicalTag(article.language) ?? '',
    direction: textDirection(article.language) === 'rtl' ? 'rtl' : 'auto',
    summary: article.summary,
    byline: showNames(article.byline, article.language),
    date: showDate(article.publishedAt, article.language),
    section: article.categories[0]?.label,
    thumb: buildThumb(site, article.image?.thumbnail ?? article.image),
    lead: false,
  };
}

/** The row at the head of a list, with the picture in full. */
export function buildLeadRow(site: Site, article: ListedArticle): HeadlineRow {
  return { ...buildHeadlineRow(site, article), thumb: buildThumb(site, article.image), lead: true };
}

function buildThumb(site: Site, picture: Pick<Image, 'url' | 'width' | 'height'> | undefined): Thumb | undefined {
  if (picture === undefined) return undefined;
  return { url: localUrl(site, mediaUrl(site, picture.url)), width: picture.width, height: picture.height };
}

/** `Anna Lee, Tomas Lind and Ruth Cohen` in the way of the language; of a longer byline the first names and how many follow. */
function showNames(byline: readonly Author[], language: string): string {
  const names = byline.map((author) => author.name);
  if (names.length > NAMES_IN_ROW) return `${names.slice(0, NAMES_IN_ROW).join(', ')} +${names.length - NAMES_IN_ROW}`;
  return listFormatOf(language).format(names);
}

function listFormatOf(language: string): Intl.ListFormat {
  try {
    return new Intl.ListFormat([language, 'en'], { type: 'conjunction' });
  } catch {
    return new Intl.ListFormat('en', { type: 'conjunction' });
  }
}
