import { Feed } from 'feed';
import type { ArticleContent } from '../src/model/article.ts';
import type { SyndicationFormat } from '../src/model/feed-formats.ts';

/** The fields of an article that the compared packages need. */
export type Story = ArticleContent & { readonly externalId: string; readonly publishedAt: number };

/** Renders a feed with the package `feed`. */
export function renderWithFeed(
  format: SyndicationFormat,
  stories: readonly Story[],
  content: 'full' | 'excerpt',
): string {
  const feed = new Feed({
    title: 'Bench News',
    description: 'The latest stories.',
    id: 'https://news.example.org/feeds/full',
    link: 'https://news.example.org/feeds/full',
    language: 'en',
    copyright: 'Bench News',
    updated: new Date(stories[0]?.publishedAt ?? 0),
    feedLinks: { rss: 'https://news.example.org/feeds/full.rss' },
  });
  for (const story of stories) {
    feed.addItem({
      title: story.title,
      id: `urn:story:${story.externalId}`,
      link: story.canonicalUrl ?? '',
      description: story.summary,
      ...(content === 'full' ? { content: story.contentHtml } : {}),
      author: story.byline.map(({ name }) => ({ name })),
      category: [...story.categories, ...story.tags].map(({ label }) => ({ name: label })),
      date: new Date(story.publishedAt),
      ...(story.image === undefined ? {} : { image: story.image.url }),
    });
  }
  switch (format) {
    case 'rss':
      return feed.rss2();
    case 'atom':
      return feed.atom1();
    case 'json':
      return feed.json1();
  }
}
