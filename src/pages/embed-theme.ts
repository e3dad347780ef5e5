import { contrast, hexChannels, luminance, READABLE } from '../../widget/contract/contrast.ts';
import type { Options } from '../../widget/contract/options.ts';

// Between these luminances of the ground, softer ink would fall under 4.5:1, and full black or white has to do.
const DARK_UP_TO = 0.06;
const LIGHT_FROM = 0.63;
/** Where black and white stand out equally. */
const MIDDLE = 0.179;

/**
 * The rules with the colours of a frame. A frame cannot see what is behind it, so its ground is its own, where nobody says that the page is light or dark: white
 * for `auto`. For `light` and `dark` the frame is as clear as the browser lets it be, which paints the ground of the scheme where the page has another
 * (CSS Color Adjustment 1, section 2.3); so the text can be read in any case. Colours that could not be are refused.
 */
export function embedThemeRules({ theme, accent, text, background, border, radius }: Options): string {
  const ground = background ?? (theme === 'auto' ? 'fff' : undefined);
  const light = ground ? luminance(hexChannels(ground)) : theme === 'dark' ? 0 : 1;
  const dark = light < MIDDLE;
  const soft = dark ? light < DARK_UP_TO : light > LIGHT_FROM;
  const ink = (opacity: number) => `rgba(${dark ? '255,255,255' : '0,0,0'},${soft ? opacity : 1})`;
  const readable = (colour: string | undefined) =>
    colour && contrast(luminance(hexChannels(colour)), light) >= READABLE ? `#${colour}` : undefined;
  const words = readable(text) ?? ink(0.9);
  const muted = readable(text) ?? ink(0.66);
  return (
    `:root{color-scheme:${dark ? 'dark' : 'light'}${ground ? `;background:#${ground}` : ''}}` +
    `section{--text:${words};--muted:${muted};--accent:${readable(accent) ?? words}}` +
    (border === 'on' ? `body{border:1px solid #8888;border-radius:${radius}px}` : '')
  );
}
