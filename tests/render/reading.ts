import { once } from 'node:events';
import feedme from 'feedme';
import FeedParser from 'feedparser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import type { SyndicationFormat } from '../../src/model/feed-formats.ts';

/** An item as a parser returns it. A field that the parser does not support is absent. */
export interface ReadItem {
  readonly guid: string | undefined;
  readonly title: string | undefined;
  readonly link: string | undefined;
  readonly published: number;
  readonly summary: string | undefined;
  readonly content: string | undefined;
  readonly categories: readonly (string | undefined)[];
  readonly authors?: readonly (string | undefined)[];
  readonly updated?: number;
}

/** The parsers of each format. */
export const readers: Readonly<
  Record<SyndicationFormat, Readonly<Record<string, (text: string) => Promise<readonly ReadItem[]>>>>
> = {
  rss: { feedsmith: readRssWithFeedsmith, 'rss-parser': readWithRssParser },
  atom: { feedsmith: readAtomWithFeedsmith, 'rss-parser': readWithRssParser },
  json: { feedsmith: readJsonWithFeedsmith, 'JSON.parse': readJsonByHand },
};

/** Its types do not know that the module itself is the class. */
const FeedMe = feedme as unknown as typeof feedme.default;

/** The author of each item of RSS, by parsers that return only one. */
export const authorReaders: Readonly<Record<string, (text: string) => Promise<readonly (string | undefined)[]>>> = {
  'rss-parser': async (text) => (await new RssParser().parseString(text)).items.map(({ creator }) => creator),
  feedme: async (text) => {
    const parser = new FeedMe(true);
    parser.end(text);
    await once(parser, 'finish');
    return (parser.done()?.items ?? []).map((item) => String(item['dc:creator']));
  },
  feedparser: async (text) => {
    const parser = new FeedParser({});
    parser.end(text);
    const authors: (string | undefined)[] = [];
    for await (const { author } of parser) authors.push(author ?? undefined);
    return authors;
  },
};

async function readRssWithFeedsmith(text: string): Promise<readonly ReadItem[]> {
  return (parseRssFeed(text).items ?? []).map((item) => ({
    guid: item.guid?.value,
    title: item.title,
    link: item.link,
    published: Date.parse(item.pubDate ?? ''),
    updated: Date.parse(item.dcterms?.modified?.[0] ?? ''),
    summary: textOfMarkup(item.description),
    content: item.content?.encoded,
    categories: item.categories?.map((category) => category.name) ?? [],
    authors: item.dc?.creators ?? [],
  }));
}

async function readAtomWithFeedsmith(text: string): Promise<readonly ReadItem[]> {
  return (parseAtomFeed(text).entries ?? []).map((entry) => ({
    guid: entry.id,
    title: entry.title?.value,
    link: entry.links?.find((link) => link.rel === 'alternate')?.href,
    published: Date.parse(entry.published ?? ''),
    updated: Date.parse(entry.updated ?? ''),
    summary: entry.summary?.value,
    content: entry.content?.value,
    categories: entry.categories?.map((category) => category.label) ?? [],
    authors: entry.authors?.map((author) => author.name) ?? [],
  }));
}

async function readJsonWithFeedsmith(text: string): Promise<readonly ReadItem[]> {
  return (parseJsonFeed(text).items ?? []).map((item) => ({
    guid: item.id,
    title: item.title,
    link: item.url,
    published: Date.parse(item.date_published ?? ''),
    updated: Date.parse(item.date_modified ?? ''),
    summary: item.summary,
    content: item.content_html,
    categories: item.tags ?? [],
    authors: item.authors?.map((author) => author.name) ?? [],
  }));
}

interface PlainJsonItem {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly date_published: string;
  readonly summary?: string;
  readonly content_html?: string;
  readonly tags?: readonly string[];
}

async function readJsonByHand(text: string): Promise<readonly ReadItem[]> {
  const { items } = JSON.parse(text) as { readonly items: readonly PlainJsonItem[] };
  return items.map((item) => ({
    guid: item.id,
    title: item.title,
    link: item.url,
    published: Date.parse(item.date_published),
    summary: item.summary,
    content: item.content_html,
    categories: item.tags ?? [],
  }));
}

/** Fields of rss-parser that its types do not have. */
interface RssParserItem {
  readonly id?: string;
  readonly description?: string;
  readonly 'content:encoded'?: string;
  readonly atomCategories?: readonly { readonly $: { readonly label: string } }[];
}

/** rss-parser returns an Atom category as attributes, and only one author per item. */
async function readWithRssParser(text: string): Promise<readonly ReadItem[]> {
  const isAtom = text.includes('<feed');
  const parser = new RssParser<object, RssParserItem>({
    customFields: { item: ['description', ['category', 'atomCategories', { keepArray: true }]] as never },
  });
  const feed = await parser.parseString(text);
  return feed.items.map((item) => ({
    guid: item.guid ?? item.id,
    title: item.title,
    link: item.link,
    published: Date.parse(item.isoDate ?? ''),
    summary: isAtom ? item.summary : textOfMarkup(item.description),
    content: isAtom ? item.content : item['content:encoded'],
    categories: isAtom ? (item.atomCategories ?? []).map((category) => category.$.label) : (item.categories ?? []),
  }));
}

/** The description in RSS is HTML (Best Practices Profile), so readers show its text. */
function textOfMarkup(html: string | undefined): string | undefined {
  return html
    ?.replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
