import { contrast, hexChannels, luminance, READABLE } from '../../../widget/contract/contrast.ts';
import type { Options } from '../../../widget/contract/options.ts';
import type { PreviewPage } from './builder-query.ts';

/** What is behind the widget on the pages of the preview; `preview.css` paints them so. */
export const PREVIEW_GROUNDS: Readonly<Record<PreviewPage, string>> = {
  light: 'ffffff',
  dark: '16191d',
  ugly: 'ffe873',
};

/** Steps on the method to black or white that are tried. */
const STEPS = 100;

/** A colour that cannot be read, in words, and the nearest one that can. */
export interface ColourAdvice {
  readonly text: string;
  /** Six hexadecimal digits. */
  readonly nearest: string;
}

/** What is wrong with the accent or the text colour on what will be behind it; `undefined` where it can be read or none was chosen. */
export function adviseColour(name: 'accent' | 'text', options: Options, page: PreviewPage): ColourAdvice | undefined {
  const colour = options[name];
  if (colour === undefined) return undefined;
  const { ground, where } = groundOf(options, page);
  const ratio = contrastOf(colour, ground);
  if (ratio >= READABLE) return undefined;
  // Rounded down, so that 4.49 is never called 4.5.
  const shown = Math.floor(ratio * 10) / 10;
  return {
    text: `#${colour} can hardly be read ${where}: its contrast is ${shown} to 1, and it takes ${READABLE} to 1 for everybody to read it. There the widget takes a colour that can be read instead.`,
    nearest: nearestReadable(colour, ground),
  };
}

/** The nearest colour, on the method to black or to white, that can be read on the ground. Six digits. */
export function nearestReadable(colour: string, ground: string): string {
  const channels = hexChannels(colour);
  for (let step = 0; step < STEPS; step += 1) {
    for (const end of [0, 255]) {
      const mixed = channels.map((channel) => Math.round(channel + ((end - channel) * step) / STEPS));
      const hex = mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('');
      if (contrastOf(hex, ground) >= READABLE) return hex;
    }
  }
  return contrastOf('000', ground) >= READABLE ? '000000' : 'ffffff';
}

function groundOf(
  { background, theme }: Options,
  page: PreviewPage,
): { readonly ground: string; readonly where: string } {
  if (background !== undefined) return { ground: background, where: `on the background #${background}` };
  if (theme === 'light') return { ground: 'fff', where: 'on a light page' };
  if (theme === 'dark') return { ground: '000', where: 'on a dark page' };
  return { ground: PREVIEW_GROUNDS[page], where: page === 'ugly' ? 'on this loud page' : `on a ${page} page` };
}

function contrastOf(one: string, other: string): number {
  return contrast(luminance(hexChannels(one)), luminance(hexChannels(other)));
}
