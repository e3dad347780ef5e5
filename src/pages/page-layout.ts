import { feedUrl, OEMBED_FORMATS, OEMBED_LINK_TYPES, oembedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { FEED_FORMATS, SYNDICATION_FORMATS } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';
import { basePath } from './links.ts';

/** What every page is given: who publishes, and the feed that stands for the newsroom where the page has none of its own. */
export interface PageInput {
  readonly site: Site;
  readonly headlinesFeed?: Pick<FeedDefinition, 'id' | 'title'> | undefined;
}

/** The addresses of the style sheet and the icon, below the site's base path. */
export interface LayoutAssets {
  readonly stylesheetPath: string;
  readonly iconPath: string;
}

/** Another form of a page or feed, as a page names it: a feed document, or how it is embedded. */
export interface FeedLink {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly url: string;
}

/** A page as it is shared: Open Graph, which the others read too. */
export interface SharedCard {
  readonly type: 'website' | 'article';
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly image: { readonly url: string; readonly alt: string } | undefined;
  readonly published: string | undefined;
  readonly modified: string | undefined;
  readonly section: string | undefined;
}

/** What the layout shows around a page. Every field is there: the templates are strict. */
export interface PageLayout {
  readonly base: string;
  readonly siteName: string;
  readonly title: string;
  readonly description: string;
  /** The address that search engines are to know; `undefined` where the page is not for them. */
  readonly canonical: string | undefined;
  readonly alternates: readonly FeedLink[];
  readonly card: SharedCard | undefined;
  readonly jsonLd: string | undefined;
  readonly stylesheetPath: string;
  /** A second style sheet, of pages that need more. */
  readonly moreStylesheetPath: string | undefined;
  readonly iconPath: string;
  /** Which entry of the navigation is this page. */
  readonly atFeeds: boolean;
  readonly atHome: boolean;
  readonly atEmbed: boolean;
}

/** What a page says of itself to its frame. */
export interface LayoutOptions {
  /** Without the site's name, which is added; the site's name alone where absent. */
  readonly title?: string;
  readonly description: string;
  readonly canonical?: string;
  /** The feed whose documents a reader is to discover here. */
  readonly feed?: Pick<FeedDefinition, 'id' | 'title'> | undefined;
  readonly card?: SharedCard;
  readonly jsonLd?: string;
  /** The page's own address, where another site can show it by oEmbed. */
  readonly embeddable?: string;
  /** A second style sheet, below the site's base path. */
  readonly stylesheetPath?: string;
  readonly at?: 'home' | 'feeds' | 'embed';
}

/** How a page asks for its frame. */
export type BuildLayout = (input: PageInput, options: LayoutOptions) => PageLayout;

/** The frame of a page. */
export function buildLayout(input: PageInput, assets: LayoutAssets, options: LayoutOptions): PageLayout {
  const { site } = input;
  const base = basePath(site);
  const feed = options.feed ?? input.headlinesFeed;
  return {
    base,
    siteName: site.name,
    title: options.title === undefined ? site.name : `${options.title} – ${site.name}`,
    description: options.description,
    canonical: options.canonical,
    alternates: [
      ...(feed === undefined ? [] : listFeedLinks(site, feed)),
      ...(options.embeddable === undefined ? [] : listOembedLinks(site, options.embeddable, options.title)),
    ],
    card: options.card,
    jsonLd: options.jsonLd,
    stylesheetPath: base + assets.stylesheetPath,
    moreStylesheetPath: options.stylesheetPath && base + options.stylesheetPath,
    iconPath: base + assets.iconPath,
    atFeeds: options.at === 'feeds',
    atHome: options.at === 'home',
    atEmbed: options.at === 'embed',
  };
}

/** The documents of a feed, in the order in which they are offered. */
export function listFeedLinks(site: Site, feed: Pick<FeedDefinition, 'id' | 'title'>): readonly FeedLink[] {
  return SYNDICATION_FORMATS.map((format) => ({
    name: FEED_FORMATS[format].name,
    type: FEED_FORMATS[format].type,
    title: `${feed.title} (${FEED_FORMATS[format].name})`,
    url: feedUrl(site, feed.id, format),
  }));
}

/** By what a site finds how to show the page that somebody pastes there (oEmbed 1.0, section 4). */
function listOembedLinks(site: Site, pageUrl: string, title = site.name): readonly FeedLink[] {
  return OEMBED_FORMATS.map((format) => ({
    name: 'oEmbed',
    type: OEMBED_LINK_TYPES[format],
    title,
    url: oembedUrl(site, pageUrl, format),
  }));
}

/** The card of a page that is no story. */
export function plainCard(title: string, description: string, url: string): SharedCard {
  return {
    type: 'website',
    title,
    description,
    url,
    image: undefined,
    published: undefined,
    modified: undefined,
    section: undefined,
  };
}
