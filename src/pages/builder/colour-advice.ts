import { READABLE } from '../../../widget/contract/contrast.ts';
import type { Options } from '../../../widget/contract/options.ts';
import { contrastOf, findReadable } from '../page-colours.ts';
import type { PreviewPage } from './builder-query.ts';

/** The background colours of the preview pages, as in `preview.css`. */
export const PREVIEW_BACKGROUNDS: Readonly<Record<PreviewPage, string>> = {
  light: 'ffffff',
  dark: '16191d',
  ugly: 'ffe873',
};

export interface ColourAdvice {
  readonly text: string;
  /** The nearest readable colour, six hexadecimal digits. */
  readonly nearest: string;
}

/** Gives advice about the accent or text colour; `undefined` if it is readable or not set. */
export function adviseColour(name: 'accent' | 'text', options: Options, page: PreviewPage): ColourAdvice | undefined {
  const colour = options[name];
  if (colour === undefined) return undefined;
  const { colour: background, where } = findBackground(options, page);
  const ratio = contrastOf(colour, background);
  if (ratio >= READABLE) return undefined;
  // Rounded down: 4.49 must not become 4.5.
  const shown = Math.floor(ratio * 10) / 10;
  return {
    text: `#${colour} is hard to read ${where}: its contrast is ${shown} to 1, and ${READABLE} to 1 is needed. There the headlines use a readable colour instead.`,
    nearest: findReadable(colour, background),
  };
}

function findBackground(
  { background, theme }: Options,
  page: PreviewPage,
): { readonly colour: string; readonly where: string } {
  if (background !== undefined) return { colour: background, where: `on the background #${background}` };
  if (theme === 'light') return { colour: 'fff', where: 'on a light page' };
  if (theme === 'dark') return { colour: '000', where: 'on a dark page' };
  return { colour: PREVIEW_BACKGROUNDS[page], where: page === 'ugly' ? 'on this bright page' : `on a ${page} page` };
}
