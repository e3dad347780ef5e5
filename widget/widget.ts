import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderFrame } from './frame.ts';
import { isSafe } from './link.ts';
import { widgetCss } from './styles.ts';

/** Draws the headlines in a div, or only updates the colours if it shows these headlines already. On an error the div stays as it was. */
export type Widget = (headlines: Headlines, options: Options) => void;

const DAY_S = 86_400;

/**
 * Prepares a div. It shows its link until there are headlines to show. Throws if the browser cannot adopt style sheets (Safari before 16.4), the
 * only ones that work under every Content-Security-Policy.
 */
export function openWidget(div: Element): Widget {
  const sheet = new CSSStyleSheet();
  let currentCss = '';
  let shown: Headlines | undefined;
  let root: ShadowRoot | undefined;
  return (headlines, options) => {
    const now = Date.now() / 1000;
    const oldest = now - (options['max-age-days'] ?? Number.POSITIVE_INFINITY) * DAY_S;
    const items = headlines.items.filter((item) => item.t && isSafe(item.u) && item.d >= oldest);
    if (!items[0]) return;
    const css = widgetCss(div, options);
    if (currentCss !== css) sheet.replaceSync(css);
    currentCss = css;
    // A root loses its style sheets when a script moves it to another document, even if it comes back at once. Then everything is drawn again.
    const isIntact = root?.adoptedStyleSheets.includes(sheet);
    // New headlines wait while the reader's focus is in the widget, a ticker is stopped, or an archive is open.
    if (isIntact && (headlines === shown || root?.querySelector(':focus,:checked,form,article'))) return;
    shown = headlines;
    const section = renderFrame(headlines, items, options, now);
    // Only now, when nothing can fail any more: a shadow root hides the link. It stays in the div for crawlers and for pages without the script.
    root ??= div.attachShadow({ mode: 'open' });
    if (!isIntact) root.adoptedStyleSheets = [sheet];
    else if (section.isEqualNode(root.firstChild)) return;
    const isTicker = options.layout === 'ticker';
    // A slot shows the link of the div until the ticker is there.
    root.replaceChildren(section, isTicker ? element('slot') : '');
    if (isTicker || options.layout === 'archive') {
      // If it does not load, an archive stays a list, and a ticker the link.
      import(secondScript as string)
        .then((layouts) => layouts[options.layout](section, headlines, options))
        .catch(() => {});
    }
  };
}
