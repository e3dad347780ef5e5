import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { renderFrame } from './frame.ts';
import { isSafe } from './link.ts';
import { openArchive } from './open-archive.ts';
import { widgetCss } from './styles.ts';
import { themeRule } from './theme.ts';

/**
 * Shows the headlines in its div, unless these stand there already; where the page was restyled, fits the colours to it once more. Throws where that cannot be,
 * and then what stood there stays.
 */
export type Widget = (headlines: Headlines, options: Options, restyled: boolean | undefined) => void;

/**
 * Prepares a div; it keeps what it shows until there are headlines that can be shown. Throws where there are no sheets to adopt (Safari before 16.4), which
 * need no permission of a `style-src`: CSP governs what is parsed from markup.
 */
export function openWidget(div: Element): Widget {
  const sheet = new CSSStyleSheet();
  let written = '';
  let shown: Headlines | undefined;
  let list: HTMLElement | undefined;
  return (headlines, options, restyled) => {
    const write = (): void => {
      const css = widgetCss(options, themeRule(div, options));
      if (css !== written) sheet.replaceSync(css);
      written = css;
    };
    if (headlines !== shown) {
      shown = headlines;
      const now = Date.now();
      const oldest = now / 1000 - (options['max-age-days'] ?? 1e5) * 86_400;
      const items = headlines.items
        .filter((item) => item.t && isSafe(item.u) && item.d > oldest)
        .slice(0, options.count);
      if (!items[0]) return;
      const frame = renderFrame(headlines, items, options, now);
      const next = frame.querySelector('ul') as HTMLElement;
      if (list) replaceItems(list, next);
      else {
        write();
        // The link stays in the div, unslotted: crawlers, copies of the div and pages without the script still have it. What may go wrong has gone right by now.
        const root = div.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [sheet];
        root.append(frame);
        list = next;
        if (options.layout === 'archive') openArchive(frame, headlines, options);
      }
    } else if (list && restyled) write();
  };
}

/** Puts other items into a list, which keeps its scroll position, and the focus where it was. */
function replaceItems(list: HTMLElement, next: Element): void {
  if (list.isEqualNode(next)) return;
  const focused = (list.getRootNode() as ShadowRoot).activeElement as HTMLAnchorElement | null;
  list.replaceChildren(...next.children);
  for (const link of list.querySelectorAll('a')) {
    if (link.href === focused?.href) link.focus({ preventScroll: true });
  }
}
