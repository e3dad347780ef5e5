import { optionTexts } from '../../../widget/contract/option-text.ts';
import { OPTIONS, type OptionName, type Options, parseOptions } from '../../../widget/contract/options.ts';
import { findPlatform, PLATFORMS, type Platform, type PlatformMethod } from '../../model/platforms.ts';

/** The pages on which the preview can be looked at. */
export const PREVIEW_PAGES = ['light', 'dark', 'ugly'] as const;
export type PreviewPage = (typeof PREVIEW_PAGES)[number];

/** How wide the previewed page can be, in pixels. */
export const PREVIEW_WIDTH = { usual: 600, least: 280, most: 1280 } as const;

/** The name of every option, in the table's order. */
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** A pasted snippet or a value is not read beyond so many characters. */
const LONGEST_VALUE = 120;

/** Everything that the builder's address says. */
export interface BuilderChoice {
  readonly platform: Platform;
  readonly method: PlatformMethod;
  /** The id of a feed as it was asked for; empty for the newsroom's main feed. */
  readonly feed: string;
  /** Words by which a feed is looked for; empty where none is. */
  readonly find: string;
  readonly options: Options;
  /** What was written for options that it makes no sense for, by name; the option is at its default. */
  readonly refused: ReadonlyMap<OptionName, string>;
  readonly page: PreviewPage;
  readonly width: number;
}

/** Reads the builder's query; of a parameter that is there twice the last counts, so that a button outdoes the field before it. */
export function parseBuilder(query: URLSearchParams): BuilderChoice {
  const read = (name: string) => (query.getAll(name).at(-1) ?? '').slice(0, LONGEST_VALUE).trim();
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
    refused: new Map(
      OPTION_NAMES.filter((name) => isRefused(name, read(name), options)).map((name) => [name, read(name)]),
    ),
    page: PREVIEW_PAGES.find((page) => page === read('page')) ?? 'light',
    width: width >= PREVIEW_WIDTH.least && width <= PREVIEW_WIDTH.most ? width : PREVIEW_WIDTH.usual,
  };
}

/** The same choice always gives the same query, without question mark: fixed order, and only what is not left at its default. */
export function builderQuery(choice: BuilderChoice): string {
  const { platform, method, feed, find, options, refused, page, width } = choice;
  const said = new Map<string, string>(optionTexts(options));
  const query = new URLSearchParams();
  if (platform !== PLATFORMS[0]) query.set('platform', platform.id);
  if (method !== platform.methods[0]) query.set('way', method.id);
  if (feed !== '') query.set('feed', feed);
  if (find !== '') query.set('find', find);
  for (const name of OPTION_NAMES) {
    const text = refused.get(name) ?? said.get(name);
    if (text !== undefined) query.set(name, text);
  }
  if (page !== 'light') query.set('page', page);
  if (width !== PREVIEW_WIDTH.usual) query.set('width', String(width));
  // A feed's path reads better with its stroke, which a query may hold (RFC 3986, section 3.4).
  return query.toString().replaceAll('%2F', '/');
}

function findMethod({ methods }: Platform, asked: string): PlatformMethod {
  return methods.find(({ id }) => id === asked) ?? methods[0];
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

/** Whether the text says something that the option cannot be: it was read as the default, and is not how the default is written. */
function isRefused(name: OptionName, text: string, options: Options): boolean {
  if (text === '' || OPTIONS[name].kind === 'text') return false;
  const read = options[name];
  return (
    read === undefined || (String(read) !== text.toLowerCase() && read === DEFAULTS[name] && Number(text) !== read)
  );
}

const DEFAULTS = parseOptions(() => null);
