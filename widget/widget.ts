import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderFrame } from './frame.ts';
import { isSafe } from './link.ts';
import { openArchive } from './open-archive.ts';
import { openStyles } from './styles.ts';
import { themeRule } from './theme.ts';

/**
 * Shows the headlines in its div, unless these stand there already; where the page was restyled, fits the colours to it once more.
 * Whatever goes wrong, the link in the div stays. Never throws.
 */
export type Widget = (headlines: Headlines, options: Options, restyled: boolean | undefined) => void;

/** Prepares a div; it keeps what it shows until there are headlines that can be shown. */
export function openWidget(div: Element): Widget {
  let shown: Headlines | undefined;
  let broken = false;
  let list: Element | undefined;
  let root: ShadowRoot;
  let write: ReturnType<typeof openStyles>;
  return (headlines, options, restyled) => {
    if (broken) return;
    try {
      if (headlines !== shown) {
        shown = headlines;
        const now = Date.now();
        const oldest = now / 1000 - (options['max-age-days'] ?? 1e5) * 86_400;
        const items = headlines.items
          .filter((item) => item.t && isSafe(item.u) && item.d > oldest)
          .slice(0, options.count);
        if (!items[0]) return;
        const frame = renderFrame(headlines, items, options, now);
        const next = frame.querySelector('ul') as Element;
        if (list) replaceItems(root, list as HTMLElement, next);
        else {
          // The link stays in the div, unslotted: crawlers, copies of the div and pages without the script still have it.
          root = div.attachShadow({ mode: 'open' });
          write = openStyles(root);
          write(options, themeRule(div, options));
          root.append(frame);
          list = next;
          if (options.layout === 'archive') openArchive(frame, headlines, options);
        }
      } else if (list && restyled) write(options, themeRule(div, options));
    } catch {
      // Another script's shadow root, or a browser that lacks something: no second try.
      broken = true;
      root?.append(element('slot', {}));
    }
  };
}

/** Puts other items into a list, which keeps its scroll position, and the focus where it was. */
function replaceItems(root: ShadowRoot, list: HTMLElement, next: Element): void {
  if (list.isEqualNode(next)) return;
  const focused = root.activeElement;
  list.replaceChildren(...next.children);
  for (const link of list.querySelectorAll('a')) {
    if (link.href === (focused as HTMLAnchorElement | null)?.href) link.focus({ preventScroll: true });
  }
}
