import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedPageUrl, widgetScriptUrl } from '../../src/model/addresses.ts';
import { buildPageReport } from '../../src/model/page-report.ts';
import type { Pages } from '../../src/pages/open-pages.ts';
import { composeArticleHtml } from '../../src/render/article-html.ts';
import { buildFeedDocument } from '../../src/render/feed-document.ts';
import { buildHeadlines, trimHeadlines } from '../../src/render/headlines.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import { builtWidgetCode } from '../widget/built-widget.ts';
import { buildNewsroom, type Newsroom } from './newsroom.ts';

/** The Content-Security-Policy with which the pages must work. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "media-src 'self' https:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const IMAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 800"><rect width="1280" height="800" fill="#6f8794"/><path d="M0 620 400 360 700 560 960 300l320 260v240H0z" fill="#3f5661"/></svg>';

/** Serves each page under its name in test titles, on a free port. */
export async function servePages(pages: Pages) {
  const bodies = new Map<string, { type: string; body: string | Buffer }>();
  const server = createServer((request, response) => {
    const body = bodies.get(request.url ?? '');
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': body?.type ?? 'text/plain',
      'Content-Security-Policy': POLICY,
    });
    response.end(body?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const newsroom = buildNewsroom(origin);
  const documents = renderEach(pages, newsroom);

  for (const [name, body] of Object.entries(documents))
    bodies.set(`/${name}`, { type: 'text/html; charset=utf-8', body });
  for (const asset of [...pages.assets, pages.icons.favicon]) bodies.set(asset.path, asset);
  for (const image of ['quay', 'quay-small']) bodies.set(`/media/${image}.svg`, { type: 'image/svg+xml', body: IMAGE });
  const code = await builtWidgetCode();
  for (const definition of Object.values(newsroom.feeds).filter(({ id }) => !id.startsWith('custom'))) {
    const feed = buildFeedDocument(newsroom.site, definition, { articles: Object.values(newsroom.articles) });
    // Never too old for the widget.
    const headlines = { ...trimHeadlines(buildHeadlines(feed, 5), {}), at: 4e9 };
    const body = renderWidgetScript(code, '/v1/tidings-archive.js', headlines);
    bodies.set(new URL(widgetScriptUrl(newsroom.site, definition.id)).pathname, {
      type: 'text/javascript; charset=utf-8',
      body,
    });
  }

  const close = () => new Promise((resolve) => server.close(resolve));
  return { origin, newsroom, documents, close };
}

/** The names of the pages that `servePages` serves. */
export const PAGE_NAMES = [
  'landing',
  'landing-empty',
  'feeds',
  'feeds-empty',
  'feed',
  'feed-empty',
  'feed-awkward',
  'feed-hebrew',
  'feed-category',
  'feed-tag',
  'feed-short',
  'feed-custom',
  'feed-everything',
  'check-page',
  'check-page-report',
  'intake',
  'article',
  'article-audio',
  'article-hebrew',
  'article-torture',
  'article-bare',
  'retracted',
  'not-found',
  'problem',
] as const;

const REPORT = buildPageReport([
  {
    kind: 'widget-works',
    severity: 'ok',
    message: 'The page shows the headlines of “Top stories”, with these options: count 10.',
  },
  {
    kind: 'script-missing',
    severity: 'problem',
    message:
      'The first part of the snippet is on the page, but our script is missing. Usually the site’s editor removed it when the page was saved.',
    todo: 'In WordPress, use the block “Custom HTML”. Paste the whole snippet again:',
    snippet:
      '<div class="tidings" data-feed="top" data-count="5" style="min-block-size:37.375em">\n  <a href="https://news.example.org/feeds/top">Latest news from Example News</a></div>\n<script async="" data-cfasync="false" data-no-optimize="1" data-no-minify="1" src="https://news.example.org/v1/top.js"></script>',
  },
  {
    kind: 'policy-blocks-images',
    severity: 'note',
    message: 'The site has a security rule (a Content-Security-Policy). It blocks our images.',
    todo: 'Add our address to the part “img-src”.',
    snippet: 'img-src … https://news.example.org',
  },
  { kind: 'feed-unchecked', severity: 'unknown', message: 'We could not check whether there is a feed “tag/harbour”.' },
]);

const NO_CHOICES = { categories: [], tags: [], authors: [], languages: [] };

/** Renders each page. */
export function renderEach(pages: Pages, newsroom: Newsroom): Readonly<Record<(typeof PAGE_NAMES)[number], string>> {
  const { site, articles: stories, choices } = newsroom;
  const { top, israel, hebrew, spanish, awkward, category, tag, short, custom, everything } = newsroom.feeds;
  const feeds = [top, israel, hebrew, spanish, awkward];
  const articles = Object.values(stories);
  const headlinesFeed = top;
  const show = (article: (typeof articles)[number]) =>
    pages.article({
      site,
      headlinesFeed,
      article,
      html: composeArticleHtml(site, article, { image: false, byline: false, correction: false }),
    });
  const retraction = {
    reason: 'The council’s figures, on which the story rested, were from another year.\nWe <regret> this.',
    at: Date.UTC(2026, 10, 21, 10, 0),
    by: 'editor' as const,
  };
  return {
    landing: pages.landing({ site, feeds, headlinesFeed, latest: articles }),
    'landing-empty': pages.landing({ site, feeds: [], latest: [] }),
    feeds: pages.feeds({ site, headlinesFeed, feeds, choices }),
    'feeds-empty': pages.feeds({ site, feeds: [], choices: NO_CHOICES }),
    feed: pages.feed({ site, definition: top, articles, updated: Date.UTC(2026, 10, 20, 11, 15) }),
    'feed-empty': pages.feed({ site, definition: top, articles: [] }),
    'feed-awkward': pages.feed({ site, definition: awkward, articles: [stories.torture] }),
    'feed-hebrew': pages.feed({
      site,
      definition: hebrew,
      articles: [stories.hebrew],
      updated: stories.hebrew.updatedAt,
    }),
    'feed-category': pages.feed({ site, definition: category, articles }),
    'feed-tag': pages.feed({ site, definition: tag, articles: [stories.hebrew] }),
    'feed-short': pages.feed({ site, definition: short, articles }),
    'feed-custom': pages.feed({
      site,
      definition: custom,
      articles,
      updated: stories.flood.updatedAt,
      shorten: { action: `/feeds/c${new URL(feedPageUrl(site, custom.id)).search}` },
    }),
    'feed-everything': pages.feed({ site, definition: everything, articles }),
    'check-page': pages.checkPage({ site, headlinesFeed, address: '' }),
    'check-page-report': pages.checkPage({
      site,
      headlinesFeed,
      address: '"><b>www.church.example/news',
      report: REPORT,
    }),
    intake: pages.intake({
      site,
      headlinesFeed,
      isComplete: false,
      faults: [{ task: 'articles cannot be saved', reason: 'the disk is full', since: Date.UTC(2026, 10, 20, 11) }],
      files: [
        {
          source: 'newsroom',
          file: `/srv/newsroom/articles/${'a-long-name-of-a-file-'.repeat(6)}.md`,
          at: Date.UTC(2026, 10, 20, 11, 15),
          kind: 'refused',
          problems: [
            {
              file: 'a.md',
              line: 2,
              field: 'title',
              expected: 'quotation marks: title: "Pope: <a> visit"',
              got: 'a text with a colon, without them',
            },
            { file: 'a.md', line: 12, expected: 'Markdown or HTML', got: `"{{< ${'figure'.repeat(20)} >}}"` },
          ],
        },
        {
          source: 'wire',
          file: '/srv/newsroom/releases/שלום.docx',
          at: Date.UTC(2026, 10, 20, 10, 0),
          kind: 'ignored',
          problems: [],
          reason: 'file /srv/newsroom/releases/שלום.docx is ignored: source wire reads .txt, .eml',
        },
      ],
    }),
    article: show(stories.flood),
    'article-audio': show(stories.audio),
    'article-hebrew': show(stories.hebrew),
    'article-torture': show(stories.torture),
    'article-bare': show(stories.bare),
    retracted: pages.retracted({ site, headlinesFeed, article: { ...stories.flood, retraction } }),
    'not-found': pages.notFound({ site, headlinesFeed, path: `/<script>alert(1)</script>${'/deep'.repeat(80)}` }),
    problem: pages.problem({
      site,
      status: 503,
      title: 'The newsroom is not ready yet',
      detail: 'Try again in a minute.',
    }),
  };
}
