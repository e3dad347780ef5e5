import type { Options } from '../../widget/contract/options.ts';
import type { OurAddress } from './our-address.ts';
import type { Tag } from './read-tags.ts';
import { parseSettings } from './settings.ts';

/** A place that our plugin for WordPress has written. */
export interface PluginPlace {
  /** As the plugin says it; `undefined` where it says none. */
  readonly version: string | undefined;
  /** The page of the feed that it asks for; `undefined` where neither it nor a link inside tells. */
  readonly feed: OurAddress | undefined;
  /** What stands there: headlines, an article, words that there is nothing, or nothing but a link. */
  readonly shows: 'headlines' | 'article' | 'nothing' | 'link';
  readonly options: Options;
}

interface PluginReader {
  opened(tag: Tag): void;
  closed(name: string): void;
  /** The places so far; one that nobody closed counts, too. */
  readonly places: readonly PluginPlace[];
}

/** What of a place shows what stands there, by the class that it has in the plugin's markup. */
const SHOWN: Readonly<Record<string, PluginPlace['shows']>> = {
  tidings__list: 'headlines',
  tidings__article: 'article',
  tidings__farewell: 'nothing',
  tidings__nothing: 'nothing',
};
/** The layout, as the plugin's classes have said it since its first version. */
const LAYOUT = /(?:^|\s)tidings--(list|compact|cards|grid|ticker|archive)(?:\s|$)/;
const LONGEST_VERSION = 20;

/** Reads what the plugin wrote out of the tags of a page, at most so many places. `parse` reads an address. */
export function openPluginReader(parse: (text: string) => OurAddress | undefined, most: number): PluginReader {
  const places: { -readonly [Key in keyof PluginPlace]: PluginPlace[Key] }[] = [];
  let open: { readonly name: string; readonly place: (typeof places)[number] } | undefined;

  const begin = ({ name, attributes }: Tag): void => {
    const classes = attributes.get('class') ?? '';
    const layout = LAYOUT.exec(classes)?.[1];
    const isOurs = /(?:^|\s)tidings(?:\s|$)/.test(classes) && (attributes.has('data-plugin') || layout !== undefined);
    if (!isOurs || places.length >= most) return;
    const version = /^wordpress (?<version>\d[\d.]*)$/.exec(attributes.get('data-plugin') ?? '')?.groups?.version;
    const place: (typeof places)[number] = {
      version: version?.slice(0, LONGEST_VERSION),
      feed: readFeed(attributes.get('data-source')),
      shows: 'link',
      options: parseSettings(
        (option) => attributes.get(`data-${option}`) ?? (option === 'layout' ? layout : undefined),
      ),
    };
    places.push(place);
    open = { name, place };
  };
  const readFeed = (text: string | undefined): OurAddress | undefined => {
    const address = parse(text ?? '');
    return address?.kind === 'page' ? address : undefined;
  };

  return {
    places,
    opened(tag) {
      const { name, attributes } = tag;
      if (open === undefined) {
        if (name === 'section' || name === 'p') begin(tag);
        return;
      }
      for (const word of (attributes.get('class') ?? '').split(/\s+/))
        open.place.shows = SHOWN[word] ?? open.place.shows;
      if (name === 'a') open.place.feed ??= readFeed(attributes.get('href'));
    },
    closed(name) {
      if (open?.name === name) open = undefined;
    },
  };
}
