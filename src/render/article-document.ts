import type { ArticleDocument, ArticlePicture, RetractedArticle } from '../../widget/contract/article-document.ts';
import { articlePageUrl, articleUrl } from '../model/addresses.ts';
import type { Article, Author, Correction } from '../model/article.ts';
import { toLanguageTag } from '../model/language.ts';
import { parseLicence } from '../model/licence.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { toWebUrl } from '../model/web-url.ts';
import { composeArticleHtml } from './article-html.ts';
import { buildArticleTree } from './article-tree.ts';
import { buildFeedAudio, buildFeedImage } from './feed-media.ts';
import { toLine, toText } from './plain-text.ts';

/** A later edit within this many milliseconds of publication is not worth telling. */
const SAME_MOMENT_MS = 60_000;
/** Picture and correction have members of their own. */
const BODY_ALONE = { picture: false, correction: false };

/** An article for reading in place: what its page shows, without markup. */
export function buildArticleDocument(site: Site, article: Article): ArticleDocument {
  const media = `${toWebUrl(site.publicUrl)?.replace(/\/$/, '') ?? site.publicUrl}/media/`;
  const html = composeArticleHtml(site, article, BODY_ALONE);
  const categories = article.categories.map(({ label }) => toLine(label)).filter((label) => label !== '');
  const byline = article.byline.map(nameOf).filter((name) => name !== '');
  const audio = article.audio && buildFeedAudio(site, article.audio)?.url;
  return omitUndefined({
    v: 1,
    id: article.id,
    url: toWebUrl(articleUrl(site, article)) ?? articlePageUrl(site, article.id),
    lang: toLanguageTag(article.language),
    title: toLine(article.title),
    byline: byline.join(', ') || undefined,
    published: toSeconds(article.publishedAt),
    updated: article.updatedAt - article.publishedAt < SAME_MOMENT_MS ? undefined : toSeconds(article.updatedAt),
    categories: categories.length === 0 ? undefined : categories,
    picture: buildPicture(site, article, html, media),
    audio: audio?.startsWith(media) ? audio : undefined,
    correction: article.correction && showCorrection(article.correction),
    publisher: toLine(site.name) || site.publicUrl,
    licence: showLicence(article.licence ?? ''),
    body: buildArticleTree(html, media),
  });
}

/** What is said of an article that was taken back: not its headline, which may be the very thing that was wrong. */
export function buildRetractedArticle(article: Pick<Article, 'id' | 'language' | 'retraction'>): RetractedArticle {
  const { id, language, retraction } = article;
  return omitUndefined({
    v: 1,
    id,
    lang: toLanguageTag(language),
    withdrawn: omitUndefined({ reason: toText(retraction?.reason ?? ''), at: retraction && toSeconds(retraction.at) }),
  });
}

function toSeconds(moment: Timestamp): number {
  return Math.floor(moment / 1000);
}

function nameOf({ name, role }: Author): string {
  const known = toLine(role ?? '');
  return known === '' ? toLine(name) : `${toLine(name)} (${known})`;
}

function showCorrection({ text, at }: Correction): { readonly text: string; readonly at: number } {
  return { text: toText(text), at: toSeconds(at) };
}

/** Only from our own media folder, and not where the text shows it. */
function buildPicture(site: Site, { image }: Article, html: string, media: string): ArticlePicture | undefined {
  const picture = image && buildFeedImage(site, image);
  if (!picture?.url.startsWith(media) || html.includes(picture.url)) return undefined;
  const { url: src, alt, width, height, caption, credit } = picture;
  return omitUndefined({
    src,
    alt,
    width,
    height,
    caption,
    credit,
  });
}

function showLicence(stored: string): ArticleDocument['licence'] {
  const licence = parseLicence(toLine(stored));
  return licence && { text: licence.text, ...(licence.kind === 'address' && { url: licence.url }) };
}
