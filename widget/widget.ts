import { element } from './element.ts';
import { renderFrame } from './frame.ts';
import type { Headlines } from './headlines.ts';
import { isSafe } from './link.ts';
import type { Options } from './options.ts';
import { openStyles } from './styles.ts';
import { themeRule } from './theme.ts';

/** The headlines in one div. */
export interface Widget {
  /** Shows the headlines, unless as many stand there already. Whatever goes wrong, the link in the div stays. Never throws. */
  show(headlines: Headlines, options: Options): void;
  /** Fits the colours to the page once more. */
  paint(): void;
}

/** Prepares a div; it keeps what it shows until there are headlines that can be shown. */
export function openWidget(div: Element): Widget {
  let shown = 0;
  let frame: HTMLElement | undefined;
  let root: ShadowRoot | undefined;
  let paint = (): void => {};
  return {
    paint: () => paint(),
    show(headlines, options) {
      try {
        const now = Date.now();
        const oldest = now / 1000 - (options.maxAgeDays ?? 1e5) * 86_400;
        const items = headlines.items
          .filter((item) => item.t && isSafe(item.u) && item.d > oldest)
          .slice(0, options.count);
        if (items.length <= shown) return;
        const next = renderFrame(headlines, items, options, now);
        if (!root) {
          // The link stays in the div, unslotted: crawlers, copies of the div and pages without the script still have it.
          root = div.attachShadow({ mode: 'open' });
          const write = openStyles(root);
          paint = () => write(options, themeRule(div, options));
          paint();
        }
        frame?.remove();
        root.append(next);
        frame = next;
        shown = items.length;
      } catch {
        // Another script's shadow root, or a browser that lacks something: no second try.
        shown = 99;
        root?.append(element('slot', {}));
      }
    },
  };
}
