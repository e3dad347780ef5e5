import { feedUrl, OEMBED_FORMATS, OEMBED_LINK_TYPES, oembedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { FEED_FORMATS, SYNDICATION_FORMATS } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';
import { basePath, hostOf } from './links.ts';
import type { PageIcons } from './page-icons.ts';

export interface PageInput {
  readonly site: Site;
  /** The feed that feed readers discover on a page without its own feed. */
  readonly headlinesFeed?: Pick<FeedDefinition, 'id' | 'title'> | undefined;
}

/** Shown instead of the newsroom's name. Sizes in pixels are known for a file of ours. */
export interface ShownLogo {
  /** Absolute, or below the site's base path. */
  readonly url: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** What is the same on all pages. Paths are below the site's base path. */
interface LayoutAssets {
  readonly stylesheetPath: string;
  readonly icons: PageIcons;
  readonly logo: ShownLogo | undefined;
}

/** A link to a document of a feed or to an oEmbed response. */
export interface FeedLink {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly url: string;
}

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

interface LayoutOptions {
  /** Without the site's name, which the layout adds. */
  readonly title?: string;
  readonly description: string;
  /** The address for search engines; absent for a page that they must not index. */
  readonly canonical?: string;
  readonly feed?: Pick<FeedDefinition, 'id' | 'title'> | undefined;
  readonly card?: SharedCard;
  readonly jsonLd?: string;
  /** The page's own address, if other sites can embed it by oEmbed. */
  readonly embeddable?: string;
  /** A second style sheet, below the site's base path. */
  readonly stylesheetPath?: string;
  readonly at?: 'home' | 'feeds' | 'embed';
}

export type BuildLayout = (input: PageInput, options: LayoutOptions) => ReturnType<typeof buildLayout>;

/** What is around a page. All fields are there, because the templates are strict. */
export function buildLayout(input: PageInput, assets: LayoutAssets, options: LayoutOptions) {
  const { site } = input;
  const base = basePath(site);
  const feed = options.feed ?? input.headlinesFeed;
  return {
    base,
    siteName: site.name,
    title: options.title === undefined || options.title === site.name ? site.name : `${options.title} – ${site.name}`,
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
    logo: assets.logo && { ...assets.logo, url: assets.logo.url.replace(/^\//, `${base}/`) },
    faviconPath: base + assets.icons.favicon.path,
    icon: { path: base + assets.icons.page.path, type: assets.icons.page.type.split(';', 1)[0] },
    touchIconPath: base + assets.icons.touch.path,
    contact: site.contact === undefined ? undefined : { url: site.contact, text: nameContact(site.contact) },
    atFeeds: options.at === 'feeds',
    atHome: options.at === 'home',
    atEmbed: options.at === 'embed',
  };
}

/** The mail address, or host and path of a page. */
function nameContact(url: string): string {
  return url.startsWith('mailto:')
    ? url.slice('mailto:'.length)
    : hostOf(url) + new URL(url).pathname.replace(/\/$/, '');
}

export function listFeedLinks(site: Site, feed: Pick<FeedDefinition, 'id' | 'title'>): readonly FeedLink[] {
  return SYNDICATION_FORMATS.map((format) => ({
    name: FEED_FORMATS[format].name,
    type: FEED_FORMATS[format].type,
    title: `${feed.title} (${FEED_FORMATS[format].name})`,
    url: feedUrl(site, feed.id, format),
  }));
}

/** The links by which an oEmbed consumer discovers the page (oEmbed 1.0, section 4). */
function listOembedLinks(site: Site, pageUrl: string, title = site.name): readonly FeedLink[] {
  return OEMBED_FORMATS.map((format) => ({
    name: 'oEmbed',
    type: OEMBED_LINK_TYPES[format],
    title,
    url: oembedUrl(site, pageUrl, format),
  }));
}

/** For a page that is not an article. */
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
