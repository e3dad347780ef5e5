import type { Options } from '../../widget/contract/options.ts';
import { parsePageOptions } from './page-options.ts';
import type { Tag } from './parse-tags.ts';
import type { Place } from './places.ts';
import type { TidingsUrl } from './tidings-url.ts';

/** What our plugin for WordPress wrote for one block or shortcode. */
export interface PluginEmbed {
  readonly version: string | undefined;
  /** The feed's page, from the embed or a link inside it. */
  readonly feed: TidingsUrl | undefined;
  /** `nothing` is a text that there are no headlines. */
  readonly shows: 'headlines' | 'article' | 'nothing' | 'link';
  readonly options: Options;
  readonly places: readonly Place[];
}

const SHOWN: ReadonlyMap<string, PluginEmbed['shows']> = new Map([
  ['tidings__list', 'headlines'],
  ['tidings__article', 'article'],
  ['tidings__farewell', 'nothing'],
  ['tidings__nothing', 'nothing'],
]);
/** The layout is a class since the plugin's first version. */
const LAYOUT = /(?:^|\s)tidings--(list|compact|cards|grid|ticker|archive)(?:\s|$)/;
const MAX_VERSION_LENGTH = 20;

export function createPluginParser(parseUrl: (text: string) => TidingsUrl | undefined, max: number) {
  const embeds: { -readonly [Key in keyof PluginEmbed]: PluginEmbed[Key] }[] = [];
  let open: { readonly name: string; readonly embed: (typeof embeds)[number] } | undefined;

  const parseFeed = (text: string | undefined): TidingsUrl | undefined => {
    const url = parseUrl(text ?? '');
    return url?.kind === 'feed-page' ? url : undefined;
  };
  const begin = ({ name, attributes }: Tag, places: ReadonlySet<Place>): void => {
    const classes = attributes.get('class') ?? '';
    const layout = LAYOUT.exec(classes)?.[1];
    const isOurs = /(?:^|\s)tidings(?:\s|$)/.test(classes) && (attributes.has('data-plugin') || layout !== undefined);
    if (!isOurs || embeds.length >= max) return;
    const version = /^wordpress (?<version>\d[\d.]*)$/.exec(attributes.get('data-plugin') ?? '')?.groups?.version;
    const embed: (typeof embeds)[number] = {
      version: version?.slice(0, MAX_VERSION_LENGTH),
      feed: parseFeed(attributes.get('data-source')),
      shows: 'link',
      options: parsePageOptions(
        (option) => attributes.get(`data-${option}`) ?? (option === 'layout' ? layout : undefined),
      ),
      places: [...places],
    };
    embeds.push(embed);
    open = { name, embed };
  };

  return {
    embeds: embeds as readonly PluginEmbed[],
    opened(tag: Tag, places: ReadonlySet<Place>) {
      const { name, attributes } = tag;
      if (open === undefined) {
        if (name === 'section' || name === 'p') begin(tag, places);
        return;
      }
      for (const className of (attributes.get('class') ?? '').split(/\s+/)) {
        open.embed.shows = SHOWN.get(className) ?? open.embed.shows;
      }
      if (name === 'a') open.embed.feed ??= parseFeed(attributes.get('href'));
    },
    closed(name: string) {
      if (open?.name === name) open = undefined;
    },
  };
}
