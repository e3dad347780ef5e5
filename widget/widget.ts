import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderFrame } from './frame.ts';
import { isSafe } from './link.ts';
import { openArchive } from './open-archive.ts';
import { openStyles } from './styles.ts';
import { themeRule } from './theme.ts';

/**
 * Shows the headlines in its div, unless as many stand there already; where the page was restyled, fits the colours to it once more.
 * Whatever goes wrong, the link in the div stays. Never throws.
 */
export type Widget = (headlines: Headlines, options: Options, restyled: boolean | undefined) => void;

/** Prepares a div; it keeps what it shows until there are headlines that can be shown. */
export function openWidget(div: Element): Widget {
  let shown = 0;
  let frame: Element | undefined;
  let root: ShadowRoot | undefined;
  let write: ReturnType<typeof openStyles>;
  return (headlines, options, restyled) => {
    try {
      const now = Date.now();
      const oldest = now / 1000 - (options['max-age-days'] ?? 1e5) * 86_400;
      const items = headlines.items
        .filter((item) => item.t && isSafe(item.u) && item.d > oldest)
        .slice(0, options.count);
      if (items.length > shown) {
        const next = renderFrame(headlines, items, options, now);
        if (!root) {
          // The link stays in the div, unslotted: crawlers, copies of the div and pages without the script still have it.
          root = div.attachShadow({ mode: 'open' });
          write = openStyles(root);
        }
        write(options, themeRule(div, options));
        frame?.remove();
        root.append(next);
        frame = next;
        shown = items.length;
        if (options.layout === 'archive') openArchive(next, headlines, options);
      } else if (frame && restyled) write(options, themeRule(div, options));
    } catch {
      // Another script's shadow root, or a browser that lacks something: no second try.
      shown = 99;
      root?.append(element('slot', {}));
    }
  };
}
