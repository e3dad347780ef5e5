import { articlePageUrl } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { buildFeedDocument } from './feed-document.ts';
import { renderJsonFeed } from './json-feed.ts';

export function articleJsonUrl(site: Site, id: Article['id']): string {
  return `${articlePageUrl(site, id)}.json`;
}

/** A JSON Feed of one item with the full text. For a retracted article it has no item, and says when and why it was retracted. */
export function renderArticleJson(site: Site, article: Article): string {
  const { id, language, retraction } = article;
  const isRetracted = article.state === 'retracted';
  const definition: FeedDefinition = {
    id: 'article',
    title: site.name,
    description: '',
    language,
    select: EMPTY_SELECTION,
    exclude: EMPTY_SELECTION,
    count: 1,
    content: 'full',
  };
  const document = buildFeedDocument(site, definition, {
    articles: isRetracted ? [] : [article],
    tombstones: isRetracted && retraction !== undefined ? [{ id, ...retraction }] : [],
  });
  const json = articleJsonUrl(site, id);
  return renderJsonFeed({ ...document, home: articlePageUrl(site, id), self: { ...document.self, json } }).text;
}
