import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { renderFrame } from './frame.ts';
import { isSafe } from './link.ts';
import { widgetCss } from './styles.ts';

/** Shows the headlines in its div, unless these stand there already, in colours that fit the page. Throws where that cannot be, and then what stood there stays. */
export type Widget = (headlines: Headlines, options: Options) => void;

const DAY_S = 86_400;

/**
 * Prepares a div; it keeps what it shows until there are headlines that can be shown. Throws where there are no sheets to adopt (Safari before 16.4), which
 * need no permission of a `style-src`: CSP governs what is parsed from markup.
 */
export function openWidget(div: Element): Widget {
  const sheet = new CSSStyleSheet();
  let written = '';
  let shown: Headlines | undefined;
  let root: ShadowRoot | undefined;
  return (headlines, options) => {
    const now = Date.now() / 1000;
    const oldest = now - (options['max-age-days'] ?? Number.POSITIVE_INFINITY) * DAY_S;
    const items = headlines.items.filter((item) => item.t && isSafe(item.u) && item.d >= oldest);
    if (!items[0]) return;
    const css = widgetCss(div, options);
    if (written !== css) sheet.replaceSync(css);
    written = css;
    // Where the reader's focus is, a ticker that was stopped, or an archive, other headlines have to wait.
    if (headlines === shown || root?.querySelector(':focus,:checked,form,article')) return;
    shown = headlines;
    const section = renderFrame(headlines, items, options, now);
    // The link stays in the div, unslotted: crawlers, copies of the div and pages without the script still have it. What may go wrong has gone right by now.
    root ??= div.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    if (section.isEqualNode(root.firstChild)) return;
    root.replaceChildren(section);
    if (options.layout === 'archive') {
      // Where it does not come, the list stays a list of links.
      import(archive).then(({ open }) => open(section, headlines, options)).catch(() => {});
    }
  };
}
