import type { OembedFormat } from '../model/addresses.ts';
import { lines, textElement } from './markup.ts';

/** How another site can embed one of our pages: a response of type `rich` (oEmbed 1.0, section 2.3.4). */
export interface Oembed {
  readonly title: string;
  readonly authorName?: string;
  readonly providerName: string;
  readonly providerUrl: string;
  /** Seconds. */
  readonly cacheAge: number;
  /** Width and height in pixels; required together with the URL. */
  readonly thumbnail?: readonly [url: string, width: number, height: number];
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly html: string;
}

export function renderOembed(oembed: Oembed, format: OembedFormat): string {
  const members = listMembers(oembed);
  if (format === 'json') return JSON.stringify(Object.fromEntries(members));
  return lines([
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
    '<oembed>',
    ...members.map(([name, value]) => textElement(name, String(value))),
    '</oembed>\n',
  ]);
}

/** In the order of the specification. */
function listMembers(oembed: Oembed): readonly (readonly [name: string, value: string | number])[] {
  const { thumbnail, authorName } = oembed;
  return [
    ['type', 'rich'],
    ['version', '1.0'],
    ['title', oembed.title],
    ...(authorName ? ([['author_name', authorName]] as const) : []),
    ['provider_name', oembed.providerName],
    ['provider_url', oembed.providerUrl],
    ['cache_age', oembed.cacheAge],
    ...(thumbnail
      ? ([
          ['thumbnail_url', thumbnail[0]],
          ['thumbnail_width', thumbnail[1]],
          ['thumbnail_height', thumbnail[2]],
        ] as const)
      : []),
    ['width', oembed.width],
    ['height', oembed.height],
    ['html', oembed.html],
  ];
}
