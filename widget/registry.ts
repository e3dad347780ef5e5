import { type Headlines, MAX_SCRIPT_AGE_S } from './contract/headlines.ts';
import { moreQuery } from './contract/script-query.ts';
import { type DivOptions, readOptions } from './read-options.ts';
import { watchPage } from './watch-page.ts';
import { openWidget, type Widget } from './widget.ts';

/** The first script on a page leaves this for later scripts, of any version. Add to it, but never change it. */
export interface Registry {
  /** Takes the headlines of a script. Without any, divs may fetch theirs. Never throws. */
  add(headlines: Headlines | undefined): void;
}

const REFRESH_MS = 15 * 60_000;
/** More than a page has feeds. Older headlines are not needed any more. */
const MAX_KNOWN = 99;

/** Watches the page for `div.tidings`, and draws headlines in each div as soon as both are there. */
export function openRegistry(): Registry {
  /** Newest first. */
  let known: readonly Headlines[] = [];
  let mayFetch = false;
  /** Counts the intervals of `REFRESH_MS`: in each, a div with `refresh` fetches once, if the page is visible. */
  let round = 0;
  /** The addresses that were fetched, with their round. All widgets of a feed fetch the same number of headlines, so caches hold one answer. */
  const fetched: Record<string, unknown> = {};
  const widgets = new WeakMap<Element, Widget>();

  const add = (headlines: Headlines | undefined): void => {
    if (!headlines) mayFetch = true;
    // Headlines without a time are from an older server.
    else if (Date.now() / 1000 - (headlines.at ?? 0) < MAX_SCRIPT_AGE_S)
      known = [headlines, ...known].slice(0, MAX_KNOWN);
    // The feed without its headlines, complete for no div: each div that shows it asks the server.
    else known = [...known, { ...headlines, items: [], q: 'old' }];
    update();
  };

  const update = (): void => {
    for (const div of document.querySelectorAll('div.tidings')) {
      // If one div fails, its link stays, and the others are drawn.
      try {
        updateDiv(div);
      } catch {}
    }
  };

  const updateDiv = (div: Element): void => {
    const link = div.querySelector<HTMLAnchorElement>('a[href*=feeds]');
    const isLoaded = document.readyState === 'complete';
    const options = readOptions(div, link?.search ?? '');
    const [server, path] = findFeed(link, options);
    if (!isSnippet(div, link)) return;
    // Without a name, as in a link that was rewritten, there has to be only one feed.
    if (!path && known.some(({ home }) => home !== known[0]?.home)) return;
    const ofFeed = known.filter(({ home }) => home.endsWith(path));
    const ofServer = ofFeed.filter(({ home }) => home === server + path);
    // The server may have moved since the snippet was copied: when all scripts have run, the feed's path is enough.
    const found = isLoaded && !ofServer[0] ? ofFeed : ofServer;
    const more = moreQuery(options);
    const complete = found.find(({ items, end, q }) => (items.length >= options.count || end) && q === more);
    const headlines = complete ?? found[0];
    const again = options.refresh === 'on' && !document.hidden ? round : 0;
    const home = mayFetch && !ofServer[0] && server && path ? server + path : (!complete || again) && headlines?.home;
    if (home) {
      const address = `${home.replace('/feeds/', '/v1/')}.json?count=20${more}`;
      fetched[address + again] ??= fetchHeadlines(address, home, !!again)
        .then((headlines) => headlines.items[0] && add(headlines))
        .catch(() => {});
    }
    if (!headlines) return;
    if (!widgets.has(div)) widgets.set(div, openWidget(div));
    widgets.get(div)?.(headlines, options);
  };

  setInterval(() => {
    round += 1;
    update();
  }, REFRESH_MS);
  watchPage(update);
  return { add };
}

/**
 * Fetches the headlines of the feed with this page, whatever feed the answer names. They are new, whatever the visitor's clock says.
 * `isRefresh` asks caches for a fresh answer.
 */
async function fetchHeadlines(address: string, home: string, isRefresh: boolean): Promise<Headlines> {
  const response = await fetch(address, isRefresh ? { cache: 'no-cache' } : {});
  return { ...(await response.json()), home, at: Number.POSITIVE_INFINITY };
}

/**
 * Whether the div is of a snippet: pages use the class for other things too, such as the name of a church. Where an editor removes `data-*`, a link to a
 * feed is left of a snippet, or nothing.
 */
function isSnippet(div: Element, link: Element | null): boolean {
  if (div.querySelector('div.tidings')) return false;
  if (div.matches('[data-feed],[data-count]')) return true;
  return (
    div.querySelector('a,form,iframe,img,svg,video') === link &&
    div.textContent?.trim() === (link?.textContent ?? '').trim()
  );
}

/**
 * The server of the div's feed and the feed's path: those of the link, unless it was rewritten, as mail programs do. `data-feed` names the feed in any
 * case, and this script its own server. Both may be empty.
 */
function findFeed(link: HTMLAnchorElement | null, options: DivOptions): readonly [server: string, path: string] {
  const [, server = secondScript?.split('/v1/')[0] ?? '', path = ''] =
    link?.href.match(/^([^/]*\/(?:\/[^/?#]+)+)(\/feeds\/[^?#]*\b)/) ?? [];
  // The snippet's author may have encoded letters differently than the server does.
  return [server, encodeURI(decodeURI(options.feed ? `/feeds/${options.feed}` : path))];
}
