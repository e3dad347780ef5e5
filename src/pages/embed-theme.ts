import type { Options } from '../../widget/contract/options.ts';
import { isDark, paletteRule } from '../../widget/contract/palette.ts';

/**
 * The rules with the colours of a frame. A frame cannot see what is behind it, so its ground is its own, where nobody says that the page is light or dark: white
 * for `auto`. For `light` and `dark` the frame is as clear as the browser lets it be, which paints the ground of the scheme where the page has another
 * (CSS Color Adjustment 1, section 2.3); so the text can be read in any case. Colours that could not be are refused.
 */
export function embedThemeRules({ theme, accent, text, background, border, radius }: Options): string {
  const ground = background ?? (theme === 'auto' ? 'fff' : undefined);
  const behind = theme === 'dark' ? 0 : 1;
  return (
    paletteRule({ accent, text, background: ground }, behind) +
    // The ground is the whole frame's.
    `section{background:none}:root{color-scheme:${isDark(ground, behind) ? 'dark' : 'light'}${ground ? `;background:#${ground}` : ''}}` +
    (border === 'on' ? `body{border:1px solid #8888;border-radius:${radius}px}` : '')
  );
}
