import type { ArticleDocument, ArticlePicture, RetractedArticle } from '../../widget/contract/article-document.ts';
import { articlePageUrl, articleUrl } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { findDirection, toLanguageTag } from '../model/language.ts';
import { parseLicence } from '../model/licence.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { toWebUrl } from '../model/web-url.ts';
import { composeArticleHtml, formatAuthor } from './article-html.ts';
import { buildArticleTree } from './article-tree.ts';
import { buildFeedAudio, buildFeedImage } from './feed-media.ts';
import { toLine, toText } from './plain-text.ts';

const SAME_MOMENT_MS = 60_000;
/** Image, byline and correction are members of the document. */
const BODY_ALONE = { image: false, byline: false, correction: false };

/** The widget shows an article on a partner's page from it: the content of the article's page, without markup. */
export function buildArticleDocument(site: Site, article: Article): ArticleDocument {
  const media = `${toWebUrl(site.publicUrl)?.replace(/\/$/, '') ?? site.publicUrl}/media/`;
  const html = composeArticleHtml(site, article, BODY_ALONE);
  const categories = article.categories.map(({ label }) => toLine(label)).filter((label) => label !== '');
  const byline = article.byline.map(formatAuthor).filter((name) => name !== '');
  const { correction } = article;
  const audio = article.audio && buildFeedAudio(site, article.audio)?.url;
  return omitUndefined({
    v: 1,
    id: article.id,
    url: toWebUrl(articleUrl(site, article)) ?? articlePageUrl(site, article.id),
    lang: toLanguageTag(article.language),
    dir: findDirection(article.language),
    title: toLine(article.title),
    byline: byline.join(', ') || undefined,
    published: toSeconds(article.publishedAt),
    updated: article.updatedAt - article.publishedAt < SAME_MOMENT_MS ? undefined : toSeconds(article.updatedAt),
    categories: categories.length === 0 ? undefined : categories,
    picture: buildImage(site, article, html, media),
    audio: audio?.startsWith(media) ? audio : undefined,
    correction: correction && { text: toText(correction.text), at: toSeconds(correction.at) },
    publisher: toLine(site.name) || site.publicUrl,
    licence: buildLicence(article.licence ?? ''),
    body: buildArticleTree(html, media),
  });
}

/** Has no headline, because the headline may be what was wrong. */
export function buildRetractedArticle(article: Pick<Article, 'id' | 'language' | 'retraction'>): RetractedArticle {
  const { id, language, retraction } = article;
  return omitUndefined({
    v: 1,
    id,
    lang: toLanguageTag(language),
    dir: findDirection(language),
    withdrawn: omitUndefined({ reason: toText(retraction?.reason ?? ''), at: retraction && toSeconds(retraction.at) }),
  });
}

function toSeconds(moment: Timestamp): number {
  return Math.floor(moment / 1000);
}

/** The lead image, if it is one of our own media files and the text does not contain it. */
function buildImage(site: Site, article: Article, html: string, media: string): ArticlePicture | undefined {
  const image = article.image && buildFeedImage(site, article.image);
  if (!image?.url.startsWith(media) || html.includes(image.url)) return undefined;
  const { url: src, alt, width, height, caption, credit } = image;
  return omitUndefined({ src, alt, width, height, caption, credit });
}

function buildLicence(stored: string): ArticleDocument['licence'] {
  const licence = parseLicence(toLine(stored));
  return licence && { text: licence.text, ...(licence.kind === 'address' && { url: licence.url }) };
}
