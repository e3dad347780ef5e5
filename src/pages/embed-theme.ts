import { hexChannels, lightness } from '../../widget/contract/contrast.ts';
import { isDark, lookRules } from '../../widget/contract/look-rules.ts';
import type { Options } from '../../widget/contract/options.ts';
import { reservedHeightEm } from '../../widget/contract/reserved-height.ts';

/**
 * The rules with the looks of a frame. A frame cannot see what is behind it, so its ground is its own, where nobody says that the page is light or dark: white
 * for `auto`. For `light` and `dark` the frame is as clear as the browser lets it be, which paints the ground of the scheme where the page has another
 * (CSS Color Adjustment 1, section 2.3); so the text can be read in any case. Colours that could not be are refused.
 */
export function embedLookRules(options: Options): string {
  const { theme, background, border, radius } = options;
  const ground = background ?? (theme === 'auto' ? 'fff' : undefined);
  const behind = ground === undefined ? Number(theme !== 'dark') : lightness(hexChannels(ground));
  const inside = insideFrame(options);
  return (
    lookRules(inside, behind).replace(':host', ':root') +
    `section{min-height:${reservedHeightEm(inside)}em}` +
    `:root{color-scheme:${isDark(behind) ? 'dark' : 'light'}${ground ? `;background:#${ground}` : ''}}` +
    (border === 'on' ? `body{border:1px solid #8888;border-radius:${radius}px}` : '')
  );
}

/** The options of what stands in a frame: ground, line and space around all of it are the frame's own, and an archive is its list there. */
export function insideFrame(options: Options): Options {
  const layout = options.layout === 'archive' ? 'list' : options.layout;
  return { ...options, layout, border: 'off', background: undefined };
}
