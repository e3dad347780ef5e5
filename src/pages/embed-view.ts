import type { Headline, Headlines } from '../../widget/contract/headlines.ts';
import { hasImage } from '../../widget/contract/look-rules.ts';
import type { Options } from '../../widget/contract/options.ts';
import { articlePageUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { findCanonicalTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type Translations, translationsFor } from '../model/translations.ts';

export interface EmbedInput {
  readonly site: Site;
  readonly headlines: Headlines;
  readonly options: Options;
  /** The text of the link that is shown if there are no headlines. */
  readonly linkText: string;
  /** Shown instead of that link. */
  readonly note?: (words: Translations) => string;
  /** Whether a link that says that it opens a new tab stands below the headlines. */
  readonly readOn?: boolean;
  /** The start of the day from which the age of headlines counts, so that a document stays the same all day. */
  readonly today: Timestamp;
}

const DAY_MS = 86_400_000;

/** Addresses are absolute, unless `localize` shortens them. */
export function buildEmbedView(input: EmbedInput, localize = (url: string) => url) {
  const { site, headlines, options, linkText, today } = input;
  const language = findCanonicalTag(headlines.lang ?? '') ?? '';
  const words = translationsFor(options.lang ?? headlines.lang ?? '');
  const title = options.title || headlines.title;
  const newTab = options.target === 'new' ? words.newTab : undefined;
  const shared = { dateLanguage: headlines.w?.[2] ?? 'en', newTab, localize };
  const oldest = options['max-age-days'] === undefined ? 0 : (today - options['max-age-days'] * DAY_MS) / 1000;
  const items = headlines.items
    .filter((item) => item.t !== '' && item.d >= oldest)
    .slice(0, options.count)
    .map((item, index) => buildItem(site, item, options, hasImage(options, index), shared));
  return {
    language,
    direction: headlines.dir ?? 'auto',
    // A title that the embedder chose is in any language.
    headingDirection: options.title ? 'auto' : undefined,
    label: title === 'none' ? headlines.title : title,
    heading: title === 'none' ? undefined : title,
    headingTag: `h${options.heading}`,
    items,
    isTicker: options.layout === 'ticker' && items.length > 0,
    newTab,
    pause: words.pause,
    home: localize(addCampaign(headlines.home, options)),
    name: headlines.name,
    linkText,
    note: input.note?.(words),
    readOn: input.readOn && items[0] ? { url: items[0].url, text: `${words.readOn} (${words.newTab})` } : undefined,
  };
}

interface SharedParts {
  readonly dateLanguage: string;
  readonly newTab: string | undefined;
  readonly localize: (url: string) => string;
}

function buildItem(
  site: Site,
  item: Headline,
  options: Options,
  slot: boolean,
  { dateLanguage, newTab, localize }: SharedParts,
) {
  const here = articlePageUrl(site, item.id as ArticleId);
  // Never an age: a cached page would show a wrong one. The script of the page replaces the date by the age.
  const date = options.date === 'off' ? undefined : { ...formatDay(item), language: dateLanguage };
  const byline = options.byline === 'on' ? item.b : undefined;
  return {
    url: localize(addCampaign(item.u, options)),
    // Our own page of the article, if `url` is another page.
    here: item.u === here ? undefined : localize(here),
    title: item.t,
    language: item.l && findCanonicalTag(item.l),
    direction: item.dir,
    summary: options.excerpt > 0 ? item.s : undefined,
    date,
    byline,
    meta: date !== undefined || byline !== undefined,
    newTab,
    // Whether the layout has an image at this headline.
    slot,
    image: slot && item.i ? { url: localize(item.i[0]), width: item.i[1], height: item.i[2] } : undefined,
  };
}

function formatDay({ d, m = '' }: Headline) {
  return { datetime: new Date(d * 1000).toISOString().replace('.000', ''), text: m };
}

function addCampaign(address: string, { utm }: Options): string {
  if (utm === '') return address;
  const url = new URL(address);
  url.search += `${url.search && '&'}utm_source=${encodeURIComponent(utm)}`;
  return url.href;
}
