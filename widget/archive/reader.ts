import type { ArticleDocument, RetractedArticle } from '../contract/article-document.ts';
import { element } from '../element.ts';
import { addressWith, idInAddress } from './address.ts';
import { type ArticleView, renderArticle, type ViewContext } from './article-view.ts';
import type { ListView } from './list-view.ts';
import { isAnswer, mayGrow, painted } from './prevent-layout-shift.ts';

/** What shows articles in the place of one list. */
export interface Reader {
  readonly section: HTMLElement;
  /** Opens an article that was asked for by its headline, and notes it in the page's address. */
  open(id: string): Promise<void>;
  /** Shows an article, or the list. */
  show(id: string | undefined): Promise<void>;
  has(id: string): boolean;
}

/** More than the window is high, so that what follows the archive's text is out of sight while the article comes. */
const ROOM_PX = 120;

/** Of all archives on the page, in the order in which they were used or came; the first answers an address that none of them has noted. */
let readers: readonly Reader[] = [];
/** The page's own title, while an article's stands in its place. */
let pageTitle = '';
let articleTitle: string | undefined;

/** Opens a reader. From now on it follows the page's address, which may ask for an article already. */
export function openReader(
  section: HTMLElement,
  list: ListView,
  context: ViewContext,
  fetchArticle: (id: string) => Promise<ArticleDocument | RetractedArticle>,
): Reader {
  const { words, ours } = context;
  const articles = new Map<string, ArticleDocument | RetractedArticle>();
  const footer = section.lastElementChild as HTMLElement;
  const heading = list.parts()[0]?.previousSibling ?? '';
  /** The article that is shown or on its way. */
  let current: string | undefined;
  /** The article whose headline was clicked last. */
  let clicked: string | undefined;
  let view: ArticleView | undefined;
  /** Where the page stood when the article was opened. */
  let scrolled = 0;
  /** The address that was noted when the article was opened: from there the step back in the history leads to the list. */
  let noted: string | false = false;

  const find = async (id: string) => {
    list.say(words.loading);
    const article = articles.get(id) ?? (await fetchArticle(id));
    articles.set(id, article);
    return article;
  };

  const close = (): void => {
    if (noted === location.href) history.back();
    else if (idInAddress() && note(undefined)) route();
    else void reader.show(undefined);
  };

  /** Gives the section a height: at least the window's, or that which it had, in pixels, in which the article is scrolled. */
  const reserve = (held?: number): void => {
    section.style.cssText = held ? `height:${held}px` : `min-height:${innerHeight + ROOM_PX}px`;
  };

  /** Puts these below the widget's heading. What is put anew has not moved, for browsers, the footer too. */
  const put = (...parts: readonly Node[]): void => section.replaceChildren(heading, ...parts, footer);

  const more = element(
    'button',
    {
      ...ours,
      type: 'button',
      onclick() {
        const { host, heading: title } = view as ArticleView;
        const { scrollTop } = host;
        reserve();
        more.remove();
        host.tabIndex = -1;
        title.focus({ preventScroll: true });
        scrollBy({ top: scrollTop, behavior: 'instant' });
      },
    },
    words.readOn ?? '↓',
  );

  const showList = async (former: string | undefined): Promise<void> => {
    if (!view) return;
    const { title } = view;
    view = undefined;
    noted = false;
    const { offsetHeight } = section;
    put(...list.parts());
    section.style.cssText = `min-height:${offsetHeight}px`;
    scrollTo({ top: scrolled, behavior: 'instant' });
    const link = list.find(former);
    link?.focus({ preventScroll: true });
    // Where not the page but a part of it is scrolled.
    link?.scrollIntoView({ behavior: 'instant', block: 'nearest' });
    if (document.title === title) document.title = pageTitle;
    // By then the browser has scrolled to where the page stood. What is below stays there, if that is in sight, or else just below the window's edge.
    if (!isAnswer()) await painted();
    if (view) return;
    const { top } = section.getBoundingClientRect();
    section.append(footer);
    section.style.cssText = isAnswer() ? '' : `min-height:${Math.min(offsetHeight, innerHeight - top)}px`;
  };

  const showArticle = async (id: string): Promise<void> => {
    const next = renderArticle(await find(id), context, close);
    if (current !== id) return;
    if (!view) scrolled = scrollY;
    if (!mayGrow(section)) {
      // Nobody clicked: what stands below goes out of sight by scrolling, which is no shift, before the article needs its place.
      section.scrollIntoView({ behavior: 'instant', block: section.offsetHeight < innerHeight ? 'end' : 'start' });
    }
    // Where the page cannot be scrolled so far, the article is read in the place that there is.
    const held = mayGrow(section) ? undefined : section.offsetHeight;
    view = next;
    const { host, title } = next;
    reserve(held);
    put(host);
    if (held && host.scrollHeight > host.clientHeight) {
      host.tabIndex = 0;
      host.after(more);
    }
    if (document.title !== articleTitle) pageTitle = document.title;
    document.title = articleTitle = title;
    next.heading.focus({ preventScroll: true });
    if (held) return;
    // Browsers look at where things stood as the page is scrolled now: in the same frame what stands below would have been in sight.
    await painted();
    host.scrollIntoView({ behavior: 'instant' });
  };

  const reader: Reader = {
    section,
    has: (id) => articles.has(id),

    async open(id) {
      const { href } = location;
      clicked = id;
      // What stands below moves out of sight at once, as an answer to the click, and not whenever the article comes.
      reserve();
      const article = await find(id).catch(() => undefined);
      if (clicked !== id) return;
      if (!article) return list.fail();
      // The visitor went elsewhere meanwhile, or the page did.
      if (href !== location.href) return list.say();
      noted = note(id) && location.href;
      // Before all others that had it once.
      readers = [...new Set([reader, ...readers])];
      if (noted) route();
      else await reader.show(id);
    },

    async show(id) {
      if (id === current) return;
      const former = current;
      current = id;
      list.say();
      try {
        await (id ? showArticle(id) : showList(former));
      } catch {
        if (current !== id) return;
        current = undefined;
        await showList(former);
        list.fail();
      }
    },
  };

  section.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && view && !defaultPrevented) close();
  });
  // Added again, it is still there once.
  addEventListener('popstate', route);
  readers = [...readers, reader];
  route();
  return reader;
}

/** Lets every archive of the page show what the page's address says. */
function route(): void {
  const id = idInAddress();
  readers = readers.filter(({ section }) => section.isConnected);
  const asked = id && (readers.find((reader) => reader.has(id)) ?? readers[0]);
  for (const reader of readers) void reader.show(reader === asked ? id : undefined);
}

/** Puts an article into the page's address, or takes it out; whether the page allowed it. The state is of the page's own making and stays. */
function note(id: string | undefined): boolean {
  try {
    history.pushState(history.state, '', addressWith(id));
    return true;
  } catch {
    return false;
  }
}
