import type { Headlines } from './contract/headlines.ts';
import { moreQuery } from './contract/script-query.ts';
import { readOptions } from './read-options.ts';
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

/** 15 minutes, in milliseconds. */
const QUARTER = 9e5;

/** Watches the page for `div.tidings` and fills each with the headlines that it asks for, as soon as both are there. */
export function openRegistry(): Registry {
  /** Newest first. */
  let known: readonly Headlines[] = [];
  let mayFetch = false;
  /** Counts the quarters of an hour: in each of them what refreshes itself is asked for once, when it is looked at. */
  let round = 0;
  /** Each feed is fetched once a round, with as many headlines as any widget can show, so that caches hold one answer a feed. */
  const asked: Record<string, unknown> = {};
  const widgets = new WeakMap<Element, Widget>();

  const update = (): void => {
    for (const div of document.querySelectorAll('div.tidings')) {
      // Whatever goes wrong with one, its link stays, and the others come up.
      try {
        fill(div);
      } catch {}
    }
  };

  const fill = (div: Element): void => {
    const link = div.querySelector<HTMLAnchorElement>('a[href*=feeds]');
    const isLoaded = document.readyState === 'complete';
    const options = readOptions(div, new URLSearchParams(link?.search));
    const [, base = '', path = ''] = link?.href.match(/([^?#]*)(\/feeds\/[^?#]*\b)/) ?? [];
    // Whoever wrote it may have encoded its letters otherwise than the server does.
    const feed = encodeURI(decodeURI(options.feed ? `/feeds/${options.feed}` : path));
    // Words of its own are not ours to replace, and where there are none the parser may still be about to add the link.
    if (!feed && (!isLoaded || (div.textContent as string).trim())) return;

    const more = moreQuery(options);
    const ofFeed = known.filter((headlines) => headlines.home.endsWith(feed));
    const exact = ofFeed.filter((headlines) => base + feed === headlines.home);
    // A server may have moved since the snippet was copied, so once every script had its turn the feed's name alone will do.
    const found = isLoaded && !exact[0] ? ofFeed : exact;
    const enough = found.find((one) => (one.items.length >= options.count || one.end) && one.q === more);
    const headlines = enough ?? found[0];
    const again = options.refresh === 'on' && !document.hidden ? round : 0;
    const home = mayFetch && !exact[0] && base ? base + feed : (!enough || again) && headlines?.home;
    if (home) {
      const address = `${home.replace('/feeds/', '/v1/')}.json?count=20${more}`;
      asked[address + again] ??= fetch(address, again ? { cache: 'no-cache' } : {})
        .then((answer) => answer.json())
        // Whatever a server says, it answers for the feed that it was asked for.
        .then((fetched: Headlines) => fetched.items[0] && add({ ...fetched, home }))
        .catch(() => {});
    }
    if (!headlines) return;
    const widget = widgets.get(div) ?? openWidget(div);
    widgets.set(div, widget);
    widget(headlines, options);
  };

  const add = (headlines: Headlines | undefined): void => {
    // More than a page has feeds; what was refreshed since long is not needed any more.
    if (headlines) known = [headlines, ...known].slice(0, 99);
    else mayFetch = true;
    update();
  };

  setInterval(() => {
    round += 1;
    update();
  }, QUARTER);
  watchPage(update);
  return { add };
}
