import { httpUrl } from './links.ts';

/** A licence as a page shows it: words, and a link where one is known. */
export interface ShownLicence {
  readonly text: string;
  readonly url: string | undefined;
}

const CREATIVE_COMMONS = /^CC-(BY(?:-(?:NC|SA|ND))*)-(\d\.\d)$/i;

/** The licence of a story: an SPDX name of Creative Commons or a URL becomes a link; any other name or sentence stays text. */
export function showLicence(licence: string | undefined): ShownLicence | undefined {
  if (licence === undefined) return undefined;
  const [, kind, version] = CREATIVE_COMMONS.exec(licence) ?? [];
  if (kind !== undefined && version !== undefined) {
    const url = `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/`;
    return { text: `CC ${kind.toUpperCase()} ${version}`, url };
  }
  return { text: licence, url: httpUrl(licence) };
}
