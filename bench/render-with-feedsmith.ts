import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import type { SyndicationFormat } from '../src/model/feed-formats.ts';
import type { Story } from './render-with-feed.ts';

const TITLE = 'Bench News';
const DESCRIPTION = 'The latest stories.';
const HOME = 'https://news.example.org/feeds/full';

/** Renders a feed with the package feedsmith. */
export function renderWithFeedsmith(format: SyndicationFormat, stories: readonly Story[]): string {
  switch (format) {
    case 'rss':
      return generateRssFeed({ title: TITLE, link: HOME, description: DESCRIPTION, items: stories.map(toRssItem) });
    case 'atom': {
      const updated = new Date(stories[0]?.publishedAt ?? 0);
      return generateAtomFeed({ id: HOME, title: { value: TITLE }, updated, entries: stories.map(toEntry) });
    }
    case 'json':
      return JSON.stringify(
        generateJsonFeed({
          title: TITLE,
          home_page_url: HOME,
          description: DESCRIPTION,
          items: stories.map(toJsonItem),
        }),
      );
  }
}

function toRssItem(story: Story) {
  return {
    title: story.title,
    ...linkOf(story, (link) => ({ link })),
    description: story.summary,
    content: { encoded: story.contentHtml },
    guid: { value: idOf(story), isPermaLink: false },
    pubDate: new Date(story.publishedAt),
    categories: labelsOf(story).map((name) => ({ name })),
    dc: { creators: story.byline.map(({ name }) => name) },
    ...imageOf(story, (url) => ({ media: { contents: [{ url }] } })),
  };
}

function toEntry(story: Story) {
  return {
    id: idOf(story),
    title: { value: story.title },
    updated: new Date(story.publishedAt),
    published: new Date(story.publishedAt),
    ...linkOf(story, (href) => ({ links: [{ href, rel: 'alternate' }] })),
    summary: { value: story.summary },
    content: { value: story.contentHtml, type: 'html' },
    authors: story.byline.map(({ name }) => ({ name })),
    categories: labelsOf(story).map((term) => ({ term })),
    ...imageOf(story, (url) => ({ media: { contents: [{ url }] } })),
  };
}

function toJsonItem(story: Story) {
  return {
    id: idOf(story),
    title: story.title,
    ...linkOf(story, (url) => ({ url })),
    summary: story.summary,
    content_html: story.contentHtml,
    date_published: new Date(story.publishedAt),
    tags: [...labelsOf(story)],
    authors: story.byline.map(({ name }) => ({ name })),
    ...imageOf(story, (image) => ({ image })),
  };
}

function idOf({ externalId }: Story): string {
  return `urn:story:${externalId}`;
}

function labelsOf({ categories, tags }: Story): readonly string[] {
  return [...categories, ...tags].map(({ label }) => label);
}

function linkOf<T>({ canonicalUrl }: Story, fields: (url: string) => T): T | Record<never, never> {
  return canonicalUrl === undefined ? {} : fields(canonicalUrl);
}

function imageOf<T>({ image }: Story, fields: (url: string) => T): T | Record<never, never> {
  return image === undefined ? {} : fields(image.url);
}
