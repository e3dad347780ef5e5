import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
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
    root ??= attachRoot(div);
    root.adoptedStyleSheets = [sheet];
    if (section.isEqualNode(root.firstChild)) return;
    root.replaceChildren(section);
    if (options.layout === 'archive') {
      // If it does not load, the list stays a list of links.
      import(archive as string).then(({ open }) => open(section, headlines, options)).catch(() => {});
    }
  };
}

/** Scripts of the page see the div as the target of an event, and not our checkbox or text field, whose keys and clicks they would take. */
function attachRoot(div: Element): ShadowRoot {
  const root = div.attachShadow({ mode: 'open' });
  const keep = (event: Event) => {
    if (/^(Tab|Esc)/.test((event as KeyboardEvent).key)) return;
    if ((event.composedPath()[0] as Element).matches('input,select,button,audio')) event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup', 'pointerdown', 'mousedown', 'touchstart', 'click']) {
    // Passive, so that a finger scrolls at once.
    root.addEventListener(type, keep, { passive: true });
  }
  return root;
}
