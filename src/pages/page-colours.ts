import { contrast, hexChannels, luminance, READABLE } from '../../widget/contract/contrast.ts';

/** Colours of links, labels and the icon, six hexadecimal digits after `#`. */
export interface PageColours {
  readonly light: string;
  readonly dark: string;
}

/** As in `tidings.css` and `icon.svg`. */
const DEFAULT_COLOURS: PageColours = { light: '#7d2a20', dark: '#e4a493' };
/** `--tint` in `tidings.css`: of all backgrounds, the one with the least contrast. */
export const BACKGROUNDS: PageColours = { light: '#f1eee7', dark: '#23252a' };

const STEPS = 100;

/** The nearest readable colour for pages, where a colour is not readable on them. */
export function findBetterColour(colour: string, scheme: keyof PageColours): string | undefined {
  const nearest = `#${findReadable(colour.slice(1), BACKGROUNDS[scheme].slice(1))}`;
  return nearest === colour.toLowerCase() ? undefined : nearest;
}

/** Colours for both schemes. A dark scheme without a colour gets the one of the light scheme, made lighter until it is readable. */
export function choosePageColours(light: string | undefined, dark: string | undefined): PageColours {
  if (light === undefined) return { ...DEFAULT_COLOURS, ...(dark === undefined ? {} : { dark }) };
  return { light, dark: dark ?? findBetterColour(light, 'dark') ?? light };
}

/** Replaces the default colours in the text of a style sheet or icon. */
export function applyColours(text: string, { light, dark }: PageColours): string {
  return text.replaceAll(DEFAULT_COLOURS.light, light).replaceAll(DEFAULT_COLOURS.dark, dark);
}

/** Finds the first mixture of the colour with black or white that is readable on the background. Six hexadecimal digits. */
export function findReadable(colour: string, background: string): string {
  const channels = hexChannels(colour);
  for (let step = 0; step < STEPS; step += 1) {
    for (const end of [0, 255]) {
      const mixed = channels.map((channel) => Math.round(channel + ((end - channel) * step) / STEPS));
      const hex = mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('');
      if (contrastOf(hex, background) >= READABLE) return hex;
    }
  }
  return contrastOf('000', background) >= READABLE ? '000000' : 'ffffff';
}

/** The contrast of two colours in hexadecimal digits, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(luminance(hexChannels(one)), luminance(hexChannels(other)));
}
