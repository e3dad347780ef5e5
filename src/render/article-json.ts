import { articlePageUrl } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { EMPTY_SELECTION } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { buildFeedDocument } from './feed-document.ts';
import { renderJsonFeed } from './json-feed.ts';

/** The address of an article as JSON. */
export function articleJsonUrl(site: Site, id: Article['id']): string {
  return `${articlePageUrl(site, id)}.json`;
}

/**
 * Renders an article as a JSON Feed of one item with the full text. A retracted article has no item: the feed says when it was retracted and
 * why.
 */
export function renderArticleJson(site: Site, article: Article): string {
  const { id, language, retraction } = article;
  const isRetracted = article.state === 'retracted';
  const document = buildFeedDocument(
    site,
    {
      id: 'article',
      title: site.name,
      description: '',
      language,
      select: EMPTY_SELECTION,
      exclude: EMPTY_SELECTION,
      count: 1,
      content: 'full',
    },
    {
      articles: isRetracted ? [] : [article],
      tombstones: isRetracted && retraction !== undefined ? [{ id, ...retraction }] : [],
    },
  );
  const json = articleJsonUrl(site, id);
  return renderJsonFeed({ ...document, home: articlePageUrl(site, id), self: { ...document.self, json } }).text;
}
