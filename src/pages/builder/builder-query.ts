import { optionTexts } from '../../../widget/contract/option-text.ts';
import { OPTIONS, type OptionName, type Options, parseOptions } from '../../../widget/contract/options.ts';
import { findPlatform, PLATFORMS, type Platform, type PlatformMethod } from '../../model/platforms.ts';

export const PREVIEW_PAGES = ['light', 'dark', 'ugly'] as const;
export type PreviewPage = (typeof PREVIEW_PAGES)[number];

/** Width of the previewed page in pixels. */
export const PREVIEW_WIDTH = { default: 600, min: 280, max: 1280 } as const;

export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

const MAX_VALUE_LENGTH = 120;

/** What is chosen in the builder: the content of its address. */
export interface BuilderChoice {
  readonly platform: Platform;
  readonly method: PlatformMethod;
  /** The requested id of a feed; empty for the main feed. */
  readonly feed: string;
  /** The words of the search for a feed; may be empty. */
  readonly find: string;
  readonly options: Options;
  /** Invalid values by option. These options have their default. */
  readonly invalid: ReadonlyMap<OptionName, string>;
  readonly page: PreviewPage;
  readonly width: number;
}

/** Parses the query of the builder. The last value of a parameter counts, so that a button wins over a field before it. */
export function parseBuilder(query: URLSearchParams): BuilderChoice {
  const read = (name: string) => (query.getAll(name).at(-1) ?? '').slice(0, MAX_VALUE_LENGTH).trim();
  const platform = findPlatform(read('platform'));
  const width = Math.round(Number(read('width')));
  const options = parseOptions(read);
  const found = read('found');
  return {
    platform,
    method: findMethod(platform, read('way')),
    feed: (found || read('feed')).replace(/^\/+|\/+$/g, ''),
    find: found === '' ? read('find') : '',
    options: lowerCaseColours(options),
    invalid: new Map(
      OPTION_NAMES.filter((name) => isInvalid(name, read(name), options)).map((name) => [name, read(name)]),
    ),
    page: PREVIEW_PAGES.find((page) => page === read('page')) ?? 'light',
    width: width >= PREVIEW_WIDTH.min && width <= PREVIEW_WIDTH.max ? width : PREVIEW_WIDTH.default,
  };
}

/** The query of a choice, without question mark. It has what differs from the default, in a fixed order. */
export function builderQuery(choice: BuilderChoice): string {
  const { platform, method, feed, find, options, invalid, page, width } = choice;
  const texts = new Map<string, string>(optionTexts(options));
  const query = new URLSearchParams();
  if (platform !== PLATFORMS[0]) query.set('platform', platform.id);
  if (method !== platform.methods[0]) query.set('way', method.id);
  if (feed !== '') query.set('feed', feed);
  if (find !== '') query.set('find', find);
  for (const name of OPTION_NAMES) {
    const text = invalid.get(name) ?? texts.get(name);
    if (text !== undefined) query.set(name, text);
  }
  if (page !== 'light') query.set('page', page);
  if (width !== PREVIEW_WIDTH.default) query.set('width', String(width));
  // A query may contain slashes (RFC 3986, section 3.4), and the path of a feed is easier to read with them.
  return query.toString().replaceAll('%2F', '/');
}

function findMethod({ methods }: Platform, id: string): PlatformMethod {
  return methods.find((method) => method.id === id) ?? methods[0];
}

function lowerCaseColours(options: Options): Options {
  const { accent, text, background } = options;
  return {
    ...options,
    accent: accent?.toLowerCase(),
    text: text?.toLowerCase(),
    background: background?.toLowerCase(),
  };
}

/** Whether a text is not a value of the option: it was parsed as the default, but does not mean the default. */
function isInvalid(name: OptionName, text: string, options: Options): boolean {
  if (text === '' || OPTIONS[name].kind === 'text') return false;
  const read = options[name];
  return (
    read === undefined || (String(read) !== text.toLowerCase() && read === DEFAULTS[name] && Number(text) !== read)
  );
}

const DEFAULTS = parseOptions(() => null);
