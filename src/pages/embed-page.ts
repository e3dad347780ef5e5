import { createHash } from 'node:crypto';
import type { Headline, Headlines } from '../../widget/contract/headlines.ts';
import { hasImage } from '../../widget/contract/look-rules.ts';
import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { articlePageUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { findCanonicalTag, textDirection } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type Translations, translationsFor } from '../model/translations.ts';
import { embedLookRules } from './embed-theme.ts';
import { localUrl } from './links.ts';

/** How an article stands in a frame. */
export const CARD: Options = parseOptions(
  (name) =>
    ({ layout: 'cards', count: '1', excerpt: '2', date: 'medium', byline: 'on', title: 'none' })[name as string],
);

/** What the headlines of a feed are shown from, in a frame or as a fragment. */
export interface EmbedInput {
  readonly site: Site;
  /** With all words that a widget says itself. */
  readonly headlines: Headlines;
  readonly options: Options;
  /** Where there are no headlines to show, the words of the link that stands in their place. */
  readonly linkText: string;
  /** What is said instead of that link. */
  readonly note?: (words: Translations) => string;
  /** The day on which the age of headlines is counted: a document says the same all day long. */
  readonly today: Timestamp;
}

/** Script and style sheet of the frame, as they were bundled. */
export interface EmbedCode {
  readonly script: string;
  readonly css: string;
}

/** A page for a frame and the policy under which it works: nothing but its own style, its own script, and pictures of its own host. */
export interface EmbedPage {
  readonly html: string;
  readonly policy: string;
}

/** `fragment.hbs`, and the body of `embed.hbs`. */
export interface EmbedView {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl' | 'auto';
  readonly label: string;
  readonly heading: string | undefined;
  readonly headingTag: string;
  readonly items: readonly EmbedItem[];
  readonly isTicker: boolean;
  readonly newTab: string | undefined;
  readonly pause: string;
  readonly home: string;
  readonly name: string;
  readonly linkText: string;
  readonly note: string | undefined;
}

interface EmbedItem {
  readonly url: string;
  /** Our own page of an article that has another elsewhere. */
  readonly here: string | undefined;
  readonly title: string;
  readonly language: string | undefined;
  readonly summary: string | undefined;
  readonly date: { readonly datetime: string; readonly text: string; readonly language: string } | undefined;
  readonly byline: string | undefined;
  readonly meta: boolean;
  readonly newTab: string | undefined;
  readonly slot: boolean;
  readonly picture: { readonly url: string; readonly width: number; readonly height: number } | undefined;
}

/** `embed.hbs`. */
export interface EmbedPageView {
  readonly embed: EmbedView;
  readonly script: string;
  readonly css: string;
  readonly target: '_top' | '_blank';
  /** What ages are told with, as JSON, where they are to be told. */
  readonly words: string | undefined;
  readonly refresh: boolean;
}

/** The page of a frame. `localize` is for addresses of ours that may stand without scheme and host. */
export function buildEmbedPageView(input: EmbedInput, code: EmbedCode): EmbedPageView {
  const { options } = input;
  return {
    embed: buildEmbedView(input, (url) => localUrl(input.site, url)),
    script: code.script,
    css:
      BASE +
      code.css.replace(HOST_RULE, '') +
      (options.layout === 'list' || options.layout === 'archive' ? NARROW : '') +
      embedLookRules(options),
    target: options.target === 'new' ? '_blank' : '_top',
    words: options.date === 'relative' ? JSON.stringify(input.headlines.w) : undefined,
    refresh: options.refresh === 'on',
  };
}

/** The policy of a page with this script and this style sheet. Whoever wants to may frame it. */
export function embedPolicy({ script, css }: Pick<EmbedPageView, 'script' | 'css'>): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(css)}; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *`;
}

/** Headlines as they stand in a page; addresses are absolute unless `localize` makes them shorter. */
export function buildEmbedView(input: EmbedInput, localize = (url: string) => url): EmbedView {
  const { site, headlines, options, linkText, today } = input;
  const language = findCanonicalTag(headlines.lang ?? '') ?? '';
  const words = translationsFor(options.lang ?? headlines.lang ?? '');
  const title = options.title || headlines.title;
  const newTab = options.target === 'new' ? words.newTab : undefined;
  const around = { dateLanguage: headlines.w?.[2] ?? 'en', newTab, localize };
  const oldest = options['max-age-days'] === undefined ? 0 : (today - options['max-age-days'] * DAY_MS) / 1000;
  const items = headlines.items
    .filter((item) => item.t !== '' && item.d >= oldest)
    .slice(0, options.count)
    .map((item, index) => buildItem(site, item, options, hasImage(options, index), around));
  return {
    language,
    direction: language === '' ? 'auto' : textDirection(language),
    label: title === 'none' ? headlines.title : title,
    heading: title === 'none' ? undefined : title,
    headingTag: `h${options.heading}`,
    items,
    isTicker: options.layout === 'ticker' && items.length > 0,
    newTab,
    pause: words.pause,
    home: localize(withCampaign(headlines.home, options)),
    name: headlines.name,
    linkText,
    note: input.note?.(words),
  };
}

/** What all items have in common. */
interface Around {
  readonly dateLanguage: string;
  readonly newTab: string | undefined;
  readonly localize: (url: string) => string;
}

function buildItem(
  site: Site,
  item: Headline,
  options: Options,
  slot: boolean,
  { dateLanguage, newTab, localize }: Around,
): EmbedItem {
  const here = articlePageUrl(site, item.id as ArticleId);
  // A page that is kept cannot say how long ago that is; its script can.
  const date = options.date === 'off' ? undefined : { ...dayOf(item), language: dateLanguage };
  const byline = options.byline === 'on' ? item.b : undefined;
  return {
    url: localize(withCampaign(item.u, options)),
    here: item.u === here ? undefined : localize(here),
    title: item.t,
    language: item.l && findCanonicalTag(item.l),
    summary: options.excerpt > 0 ? item.s : undefined,
    date,
    byline,
    meta: date !== undefined || byline !== undefined,
    newTab,
    slot,
    picture: slot && item.i ? { url: localize(item.i[0]), width: item.i[1], height: item.i[2] } : undefined,
  };
}

const DAY_MS = 86_400_000;

/** Before the widget's own sheet: a frame has no page around it from which font and size would come. */
const BASE =
  'span{position:absolute;width:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}body{display:flow-root;box-sizing:border-box;min-height:100vh;margin:0;padding:12px;font:16px/1.3 system-ui,sans-serif}';
/** In a frame this narrow there is no room beside a picture for words. */
const NARROW = '@media(max-width:239px){img{display:none}}';
/** What is for the element that a shadow tree hangs on. */
const HOST_RULE = /:host\{[^}]*\}/g;

function dayOf({ d, m = '' }: Headline): { readonly datetime: string; readonly text: string } {
  return { datetime: new Date(d * 1000).toISOString().replace('.000', ''), text: m };
}

function withCampaign(address: string, { utm }: Options): string {
  if (utm === '') return address;
  const url = new URL(address);
  url.search += `${url.search && '&'}utm_source=${encodeURIComponent(utm)}`;
  return url.href;
}
