import { hexChannels, lightness } from '../../widget/contract/contrast.ts';
import { isDark, lookRules } from '../../widget/contract/look-rules.ts';
import type { Options } from '../../widget/contract/options.ts';
import { reservedHeightEm } from '../../widget/contract/reserved-height.ts';

/**
 * A page in an iframe cannot see the page around it, so for `auto` its background is white. For `light` and `dark` it is transparent: if the
 * page around it has the other colour scheme, the browser paints a background (CSS Color Adjustment 1, section 2.3).
 */
export function embedLookRules(options: Options): string {
  const { theme, background, border, radius } = options;
  const ownBackground = background ?? (theme === 'auto' ? 'fff' : undefined);
  const behind = ownBackground === undefined ? Number(theme !== 'dark') : lightness(hexChannels(ownBackground));
  const inside = insideFrame(options);
  return (
    lookRules(inside, behind).replace(':host', ':root') +
    `section{min-height:${reservedHeightEm(inside)}em}` +
    `:root{color-scheme:${isDark(behind) ? 'dark' : 'light'}${ownBackground ? `;background:#${ownBackground}` : ''}}` +
    (border === 'on' ? `body{border:1px solid #8888;border-radius:${radius}px}` : '')
  );
}

/** The page in an iframe draws background and border itself, and has the archive layout as a list. */
export function insideFrame(options: Options): Options {
  const layout = options.layout === 'archive' ? 'list' : options.layout;
  return { ...options, layout, border: 'off', background: undefined };
}
