import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { headlinesQuery } from './contract/script-query.ts';
import { everyQuarter } from './every-quarter.ts';
import { type Placement, readPlacement, serverOf } from './placement.ts';
import { watchPage } from './watch-page.ts';
import { openWidget, type Widget } from './widget.ts';

/**
 * What the first script on a page leaves for the others, of whatever version: the whole of what they may rely on. It can be
 * added to, never changed.
 */
export interface Registry {
  /** Takes a feed's headlines; nothing means that divs may have theirs fetched. Never throws. */
  add(headlines: Headlines | undefined): void;
}

/** Watches the page for `div.tidings` and fills each with the headlines that it asks for, as soon as both are there. */
export function openRegistry(): Registry {
  /** Newest first. */
  let known: readonly Headlines[] = [];
  let mayFetch = false;
  let refreshes = false;
  /** By address. Each feed is fetched once, with as many headlines as any widget can show, so that caches hold one answer a feed. */
  let asked: Record<string, unknown> = {};
  const widgets = new WeakMap<Element, Widget>();

  const update = (isRestyled?: boolean, isDue?: boolean): void => {
    for (const div of document.querySelectorAll('div.tidings')) {
      // Whatever goes wrong with one, its link stays, and the others come up.
      try {
        fill(div, isRestyled, isDue);
      } catch {}
    }
  };

  const fill = (div: Element, isRestyled?: boolean, isDue?: boolean): void => {
    const placement = readPlacement(div);
    if (!placement) return;
    const { options } = placement;
    const headlines = pick(known, placement);
    const refresh = options.refresh === 'on';
    if (refresh && !refreshes) {
      refreshes = true;
      everyQuarter(() => {
        asked = {};
        update(false, true);
      });
    }
    const base = placement.base || serverOf(headlines?.home ?? '');
    const feed = placement.feed || headlines?.feed;
    if (base && feed && ((refresh && isDue) || (headlines ? !suffice(headlines, options) : mayFetch))) {
      const address = `${base}/v1/${feed}.json${headlinesQuery(options)}`;
      asked[address] ??= fetch(address, { cache: isDue ? 'no-cache' : 'default' })
        .then((answer) => answer.json())
        // Divs ask by the name that they know, though the feed may have another by now.
        .then((fetched: Headlines) => fetched.items[0] && add({ ...fetched, feed }, isDue))
        .catch(() => {});
    }
    if (!headlines) return;
    const widget = widgets.get(div) ?? openWidget(div);
    widgets.set(div, widget);
    widget(headlines, options, isRestyled);
  };

  const add = (headlines: Headlines | undefined, isDue?: boolean): void => {
    if (headlines) {
      // A longer list of the same feed stays, for the divs that want more than the newer one has, but for what may be withdrawn by now.
      const { home, items } = headlines;
      known = [headlines, ...known.filter((old) => old.home !== home || (!isDue && old.items.length > items.length))];
    } else mayFetch = true;
    update();
  };

  watchPage(update);
  return { add };
}

/** Whether these headlines are all that the options ask for, or all that there are. */
function suffice({ items, end }: Headlines, { count, excerpt }: Options): boolean {
  return (items.length >= count || !!end) && (!excerpt || items.some((item) => item.s));
}

/**
 * The headlines for a div: of the feed that it names, from the server that its link leads to. A server may have moved since the snippet
 * was copied, so once every script had its turn the feed's name alone will do.
 */
function pick(known: readonly Headlines[], { base, feed, options }: Placement): Headlines | undefined {
  const named = known.filter((headlines) => !feed || headlines.feed === feed);
  const exact = named.filter((headlines) => !base || serverOf(headlines.home) === base);
  const found = exact[0] || document.readyState !== 'complete' ? exact : named;
  return found.find((headlines) => suffice(headlines, options)) ?? found[found.length - 1];
}
