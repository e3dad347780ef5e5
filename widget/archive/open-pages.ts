import type { HeadlinesPage } from '../contract/headlines-page.ts';
import { addressWith } from './address.ts';
import { isTraversal } from './prevent-layout-shift.ts';

export type Page = Pick<HeadlinesPage, 'items' | 'next'>;

/** What a visitor sees of a feed. */
interface State {
  /** The search, as the end of a query; empty for all headlines. */
  readonly query: string;
  readonly pages: readonly Page[];
  readonly index: number;
}

/** Moves through a feed's pages of headlines, or those of a search. */
export interface Pages {
  /** The search at the start. */
  readonly query: string;
  /** Goes to the next older page (1) or back to the newer one (-1), or shows the present one (0). */
  turn(step: 1 | 0 | -1): Promise<void>;
  /** Goes to the first page of a search, given as the end of a query; empty for all headlines. */
  search(query: string): Promise<void>;
}

/** By address of the page and of the feed. A page that navigates without reload draws its archive anew when the visitor comes back. */
const states: Record<string, State> = {};

/**
 * Starts at the first page, or where the visitor was if the browser's back button led here. Calls `onLoading` before it asks the server, then `onPage`
 * with the page and its index, 0 for the newest. The page is `undefined` if the server did not answer.
 */
export function openPages(
  feedUrl: string,
  first: Page,
  fetchPage: (query: string) => Promise<Page>,
  onLoading: () => void,
  onPage: (page: Page | undefined, index: number, isTurn: boolean) => void,
): Pages {
  const keyNow = (): string => addressWith(undefined) + feedUrl;
  let state = (isTraversal() && states[keyNow()]) || { query: '', pages: [first], index: 0 };
  let requests = 0;

  const show = async (query: string, pages: readonly Page[], index: number, isTurn: boolean): Promise<void> => {
    const request = ++requests;
    let page = pages[index];
    if (!page) {
      onLoading();
      const after = pages[index - 1]?.next;
      page = await fetchPage((after ? `&after=${after}` : '') + query).catch(() => undefined);
      // Another page was asked for meanwhile.
      if (request !== requests) return;
    }
    if (page || !index) {
      state = { query, pages: pages[index] ? pages : [...pages, page ?? { items: [] }], index };
      states[keyNow()] = state;
    }
    onPage(page, index, isTurn);
  };

  return {
    query: state.query,
    turn: (step) => show(state.query, state.pages, state.index + step, step !== 0),
    search: (query) => show(query, query ? [] : [first], 0, false),
  };
}
