import { contrast, hexChannels, luminance } from '../../../widget/contract/contrast.ts';

/** Colours that are compared with the background `--paper`, by their use. */
const PAIRS = { text: '--ink', 'small print': '--soft', accents: '--accent' } as const;

/** The style sheet defines light colours first, dark ones in its second block of custom properties. */
export function measureContrasts(css: string) {
  return Object.entries(PAIRS).map(([what, name]) => ({
    what,
    light: measure(css, name, 0),
    dark: measure(css, name, 1),
  }));
}

function measure(css: string, name: string, scheme: number): string {
  const ratio = contrast(luminanceOf(css, name, scheme), luminanceOf(css, '--paper', scheme));
  return `${Math.floor(ratio * 10) / 10} to 1`;
}

function luminanceOf(css: string, name: string, scheme: number): number {
  const hex = [...css.matchAll(new RegExp(`${name}:\\s*#(\\w+)`, 'g'))][scheme]?.[1];
  if (hex === undefined) throw new Error(`expected ${name} as a hexadecimal colour for light and for dark, got none`);
  return luminance(hexChannels(hex));
}
