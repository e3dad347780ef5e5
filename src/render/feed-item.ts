import { articlePageUrl, articleUrl, guidOf } from '../model/addresses.ts';
import type { Article, ArticleId, Author } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { formatList, toLanguageTag } from '../model/language.ts';
import { type Licence, parseLicence } from '../model/licence.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { toWebUrl } from '../model/web-url.ts';
import { composeArticleHtml } from './article-html.ts';
import { buildFeedAudio, buildFeedImage, type FeedAudio, type FeedImage } from './feed-media.ts';
import { buildFeedEpisode, type FeedEpisode } from './feed-podcast.ts';
import { shorten, textOfHtml, toLine, toText } from './plain-text.ts';

/** An article in one feed: text that is valid in every format, absolute URLs, and dates that every format can express. */
export interface FeedItem {
  readonly id: ArticleId;
  /** `urn:uuid:…`, permanent and the same in every format. */
  readonly guid: string;
  readonly url: string;
  /** Plain text, never empty. */
  readonly title: string;
  /** Plain text; may be empty. */
  readonly summary: string;
  /** Absent in a feed of summaries, and if the article has no text. */
  readonly contentHtml?: string;
  readonly publishedAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** Only if it differs from the language of the feed. */
  readonly language?: string;
  readonly authors: readonly FeedAuthor[];
  /** The names of all authors, joined in the article's language; empty without authors. */
  readonly byline: string;
  readonly categories: readonly FeedCategory[];
  readonly image?: FeedImage;
  readonly audio?: FeedAudio;
  readonly licence?: Licence;
  /** Only in a podcast; then `audio` has a type and a length. */
  readonly episode?: FeedEpisode;
}

/** Lines of text that are not empty, and an absolute URL. */
export type FeedAuthor = Author;

/** `scheme` and `term` together are the address of its feed. */
interface FeedCategory {
  readonly kind: 'category' | 'tag';
  readonly scheme: string;
  readonly term: string;
  readonly label: string;
}

/** Throws a `TypeError` or `RangeError` with the reason if the article cannot become an item. */
export function buildFeedItem(
  site: Site,
  definition: Pick<FeedDefinition, 'language' | 'content' | 'podcast'>,
  article: Article,
): FeedItem {
  const contentHtml = composeArticleHtml(site, article);
  const summary = toText(article.summary);
  const title = toLine(article.title) || shorten(summary || textOfHtml(contentHtml), MAX_TITLE_LENGTH);
  if (title === '') throw new TypeError('it has neither a title nor any text');
  const publishedAt = checkDate('publishedAt', article.publishedAt);
  const image = article.image && buildFeedImage(site, article.image);
  const audio = article.audio && buildFeedAudio(site, article.audio);
  const authors = article.byline.flatMap(buildAuthor);
  const names = authors.map(({ name }) => name);

  return omitUndefined({
    id: article.id,
    guid: guidOf(article.id),
    url: toWebUrl(articleUrl(site, article)) ?? articlePageUrl(site, article.id),
    title,
    summary,
    contentHtml: definition.content === 'full' && contentHtml !== '' ? contentHtml : undefined,
    publishedAt,
    updatedAt: Math.max(publishedAt, checkDate('updatedAt', article.updatedAt)),
    language: findOtherLanguage(article.language, definition.language),
    authors,
    byline: formatList(names, article.language),
    categories: [
      ...article.categories.flatMap((term) => buildCategory(site, 'category', term)),
      ...article.tags.flatMap((term) => buildCategory(site, 'tag', term)),
    ],
    image,
    audio,
    licence: parseLicence(toLine(article.licence ?? '')),
    episode: definition.podcast && buildFeedEpisode(definition.podcast, audio, image),
  });
}

const MAX_TITLE_LENGTH = 80;

/** RFC 3339 and the dates of RSS have years of four digits. */
const MIN_DATE = Date.parse('0000-01-01T00:00:00Z');
const MAX_DATE = Date.parse('9999-12-31T23:59:59Z');

export function isRepresentable(date: Timestamp): boolean {
  return date >= MIN_DATE && date <= MAX_DATE;
}

function checkDate(field: string, date: Timestamp): Timestamp {
  if (isRepresentable(date)) return date;
  throw new RangeError(`${field} is no date between the years 0 and 9999: ${date}`);
}

function findOtherLanguage(language: string, feedLanguage: string): string | undefined {
  return language.toLowerCase() === feedLanguage.toLowerCase() ? undefined : toLanguageTag(language);
}

function buildAuthor(author: Author): readonly FeedAuthor[] {
  const name = toLine(author.name);
  const url = author.url === undefined ? undefined : toWebUrl(author.url);
  const role = toLine(author.role ?? '') || undefined;
  return name === '' ? [] : [omitUndefined({ name, kind: author.kind, role, url })];
}

function buildCategory(site: Site, kind: FeedCategory['kind'], term: Term): readonly FeedCategory[] {
  const label = toLine(term.label);
  const slug = toLine(term.slug);
  if (label === '' && slug === '') return [];
  return [{ kind, scheme: `${site.publicUrl}/feeds/${kind}/`, term: slug || label, label: label || slug }];
}
