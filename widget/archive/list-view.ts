import type { Headline } from '../contract/headlines.ts';
import type { HeadlinesPage } from '../contract/headlines-page.ts';
import { element } from '../element.ts';
import type { ViewContext } from './article-view.ts';
import { openPages, type Page } from './open-pages.ts';
import { linksOf, replaceList } from './replace-list.ts';
import { focusInPlace, scrollToElement } from './scroll.ts';
import { buildSearchForm } from './search-form.ts';

/** The list of headlines with its search form and pager. */
export interface ListView {
  /** What is below the widget's heading while no article is open. */
  parts(): readonly Node[];
  /** Shows a status, which screen readers announce; without a text, which headlines these are. Dims the headlines while they load. */
  announce(text?: string): void;
  /** Shows that something failed, and scrolls to that message. */
  fail(): void;
  /** The link of a headline on this page. */
  find(id: string | undefined): HTMLElement | undefined;
}

const DAY_S = 86_400;

/** Adds a search form above the section's list and a pager below it. `openArticle` is called when a headline is clicked. */
export function openList(
  section: HTMLElement,
  first: HeadlinesPage,
  context: ViewContext,
  feedUrl: string,
  fetchPage: (query: string) => Promise<HeadlinesPage>,
  openArticle: (id: string) => void,
): ListView {
  const { words, locale, options } = context;
  let list = section.querySelector('ul') as HTMLElement;
  let shown: readonly Headline[] = [];
  /** Which headlines are shown, such as 11–20. */
  let range = '';
  const announce = (text = range): void => {
    status.value = text;
    list.setAttribute('aria-busy', `${text === words.loading}`);
  };
  const draw = ({ items, next }: Page, index: number, emptyText: string): void => {
    const { 'max-age-days': maxAge = Number.POSITIVE_INFINITY } = options;
    const oldest = Date.now() / 1000 - maxAge * DAY_S;
    shown = items.filter((item) => item.d > oldest);
    list = replaceList(list, shown, emptyText, first.w ?? [], context, openArticle);
    newer.disabled = !index;
    older.disabled = !next || shown.length < items.length;
    // All pages are full but the last.
    const newerItems = index * options.count;
    range = shown.length ? `${newerItems + 1}–${newerItems + shown.length}` : emptyText;
    announce();
  };
  const pages = openPages(
    feedUrl,
    first,
    fetchPage,
    () => announce(words.loading),
    (page, index, isTurn) => {
      if (page) draw(page, index, words.nothing);
      // After a failed search the earlier headlines would be a false answer.
      else if (!index) draw({ items: [] }, 0, words.failed);
      else announce(words.failed);
      if (page && isTurn) focusFirst(section, list);
    },
  );
  const form = buildSearchForm(first.categories, context, pages);
  const status = element('output');
  const newer = element('button', {}, words.newer);
  const older = element('button', {}, words.older);
  newer.onclick = () => pages.turn(-1);
  older.onclick = () => pages.turn(1);
  const pager = element(
    'nav',
    { ...locale, 'aria-label': section.getAttribute('aria-label') ?? '' },
    newer,
    status,
    older,
  );
  void pages.turn(0);
  if (newer.disabled) status.value = '';
  list.before(form);
  list.after(pager);
  return {
    parts: () => [form, list, pager],
    announce,
    fail() {
      announce(words.failed);
      scrollToElement(status, 'nearest');
    },
    find: (id) => linksOf(list)[shown.findIndex((item) => item.id === id)],
  };
}

/** Moves the focus to the first headline. Scrolls to the list if it starts above the window. */
function focusFirst(section: HTMLElement, list: HTMLElement): void {
  if (section.getBoundingClientRect().top < 0) scrollToElement(section);
  focusInPlace(linksOf(list)[0]);
}
