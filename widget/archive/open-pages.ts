import type { HeadlinesPage } from '../contract/headlines-page.ts';

export type Page = Pick<HeadlinesPage, 'items' | 'next'>;

/** Moves through a feed's pages of headlines, or those of a search. */
export interface Pages {
  /** Goes to the next older page (1) or back to the newer one (-1). */
  turn(step: 1 | -1): Promise<void>;
  /** Goes to the first page of a search, given as the end of a query; empty for all headlines. */
  search(query: string): Promise<void>;
}

/**
 * Starts at the first page. Calls `onLoading` before it asks the server, then `onPage` with the page and its index, 0 for the newest.
 * The page is `undefined` if the server did not answer.
 */
export function openPages(
  first: Page,
  fetchPage: (query: string) => Promise<Page>,
  onLoading: () => void,
  onPage: (page: Page | undefined, index: number, isTurn?: boolean) => void,
): Pages {
  let query = '';
  let pages: readonly Page[] = [first];
  let index = 0;
  let requests = 0;

  const show = async (search: string, loaded: readonly Page[], at: number, isTurn?: boolean): Promise<void> => {
    const request = ++requests;
    let page = loaded[at];
    if (!page) {
      onLoading();
      const after = loaded[at - 1]?.next;
      page = await fetchPage((after ? `&after=${after}` : '') + search).catch(() => undefined);
      // Another page was asked for meanwhile.
      if (request !== requests) return;
    }
    if (page || !at) {
      query = search;
      index = at;
      pages = loaded[at] ? loaded : [...loaded, page ?? { items: [] }];
    }
    onPage(page, at, isTurn);
  };

  return {
    turn: (step) => show(query, pages, index + step, true),
    search: (search) => show(search, search ? [] : [first], 0),
  };
}
