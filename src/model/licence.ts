import { toWebUrl } from './web-url.ts';

export type Licence = LinkedLicence | { readonly kind: 'statement'; readonly text: string };

export interface LinkedLicence {
  readonly kind: 'address';
  readonly url: string;
  /** For people: `CC BY-SA 4.0`; where the licence is not of Creative Commons, its address without the scheme. */
  readonly text: string;
  readonly isCreativeCommons: boolean;
}

/** Parses an address, the name of a Creative Commons licence (short, full or SPDX), or a sentence. `undefined` for an empty text. */
export function parseLicence(written: string): Licence | undefined {
  const line = written.trim();
  if (line === '') return undefined;
  const url = findCreativeCommonsUrl(line) ?? toWebUrl(line);
  if (url === undefined) return { kind: 'statement', text: line };
  const isCreativeCommons = CREATIVE_COMMONS_HOST.test(url);
  const text = (isCreativeCommons ? nameOf(url) : undefined) ?? url.replace(/^https?:\/\//, '');
  return { kind: 'address', url, text, isCreativeCommons };
}

const CREATIVE_COMMONS_HOST = /^https?:\/\/(?:www\.)?creativecommons\.org\//;
const CREATIVE_COMMONS = 'https://creativecommons.org';

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\(cc[^)]*\)/, ''],
  [/creative commons(?= zero)|cc(?=0)/, 'cc '],
  [/creative commons/, 'cc'],
  [/attribution/, 'by'],
  [/non-?commercial/, 'nc'],
  [/share-?alike/, 'sa'],
  [/no-?deriv(?:ative)?s/, 'nd'],
  [/\b(?:international|unported|universal|generic|(?:public )?licen[cs]e)\b/g, ''],
];

const LICENCE_NAME = /^(?:cc )?(?<terms>by(?: nc)?(?: sa| nd)?) (?<version>\d\.\d)(?: (?<region>[a-z]{2}|igo))?$/;
const ZERO_NAME = /^cc (?:0|zero)(?: 1\.0)?$/;
const PUBLIC_DOMAIN_MARK_NAME = /^(?:cc pdm|public domain mark) 1\.0$/;
const LICENCE_PATH = /\/licenses\/(?<terms>[a-z-]+)\/(?<version>\d\.\d)(?:\/(?<region>[a-z]{2}|igo)(?=\/|$))?/;

function findCreativeCommonsUrl(text: string): string | undefined {
  const short = SHORT_FORMS.reduce((name, [word, form]) => name.replace(word, form), text.toLowerCase());
  const name = short.replace(/[^a-z0-9.]+/g, ' ').replace(/[ .]+$/, '');
  if (ZERO_NAME.test(name)) return `${CREATIVE_COMMONS}/publicdomain/zero/1.0/`;
  if (PUBLIC_DOMAIN_MARK_NAME.test(name)) return `${CREATIVE_COMMONS}/publicdomain/mark/1.0/`;
  const { terms, version, region } = LICENCE_NAME.exec(name)?.groups ?? {};
  if (terms === undefined) return undefined;
  return `${CREATIVE_COMMONS}/licenses/${terms.replaceAll(' ', '-')}/${version}/${region === undefined ? '' : `${region}/`}`;
}

function nameOf(url: string): string | undefined {
  if (url.includes('/publicdomain/zero/1.0')) return 'CC0 1.0';
  if (url.includes('/publicdomain/mark/1.0')) return 'Public Domain Mark 1.0';
  const { terms, version, region = '' } = LICENCE_PATH.exec(url)?.groups ?? {};
  return terms === undefined ? undefined : `CC ${terms.toUpperCase()} ${version} ${region.toUpperCase()}`.trim();
}
