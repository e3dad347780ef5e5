import type { ArticleDocument, WithdrawnArticle } from '../contract/article-document.ts';
import { addressWith, idInAddress } from './address.ts';
import { renderArticle, type ViewContext } from './article-view.ts';
import type { ListView } from './list-view.ts';

/** What shows articles in the place of one list. */
export interface Reader {
  readonly section: HTMLElement;
  /** Opens an article that was asked for by its headline, and notes it in the page's address. */
  open(id: string, link: HTMLElement): void;
  /** Shows an article, or the list. */
  show(id: string | undefined): Promise<void>;
  has(id: string): boolean;
}

/** More than the window is high, so that what follows the archive's text is out of sight while the article comes. */
const ROOM_PX = 120;

/** By then the page has been painted as it was scrolled. */
const PAINTED_MS = 60;

/** Of all archives on the page, in the order in which they came; the first answers an address that none of them has noted. */
let readers: readonly Reader[] = [];
/** The page's own title, while an article's stands in its place. */
let pageTitle: string | undefined;

/** Opens a reader. From now on it follows the page's address, which may ask for an article already. */
export function openReader(
  section: HTMLElement,
  list: ListView,
  context: ViewContext,
  fetchArticle: (id: string) => Promise<ArticleDocument | WithdrawnArticle>,
): Reader {
  const articles = new Map<string, Promise<ArticleDocument | WithdrawnArticle>>();
  /** The article that is shown or on its way. */
  let current: string | undefined;
  let host: HTMLElement | undefined;
  /** Where the page stood when the article was opened. */
  let scrolled = 0;
  /** Whether the step back in the history leads to the list. */
  let pushed = false;

  const find = (id: string) => {
    const article = articles.get(id) ?? fetchArticle(id);
    articles.set(id, article);
    return article;
  };

  const close = (): void => {
    if (pushed) history.back();
    else {
      note(undefined);
      route();
    }
  };

  const reader: Reader = {
    section,
    has: (id) => articles.has(id),

    async open(id, link) {
      // What stands below moves out of sight at once, as an answer to the click, and not whenever the article comes.
      const { top } = section.getBoundingClientRect();
      section.style.minHeight = `${Math.max(section.offsetHeight, innerHeight - top + ROOM_PX)}px`;
      list.say(context.words.loading);
      try {
        await find(id);
      } catch {
        articles.delete(id);
        section.style.minHeight = '';
        list.say(context.words.failed);
        link.focus();
        return;
      }
      pushed = note(id);
      route();
    },

    async show(id) {
      if (id === current) return;
      const former = current;
      current = id;
      if (!id) {
        if (!host) return;
        host.remove();
        host = undefined;
        pushed = false;
        section.style.minHeight = '';
        list.hide(false);
        list.say('');
        if (pageTitle !== undefined) document.title = pageTitle;
        pageTitle = undefined;
        scrollTo({ left: scrollX, top: scrolled, behavior: 'instant' });
        (former ? list.find(former) : undefined)?.focus({ preventScroll: true });
        return;
      }
      list.say(context.words.loading);
      try {
        const view = renderArticle(await find(id), context, close);
        if (!host) scrolled = scrollY;
        if (!host && !section.style.minHeight) {
          // Nobody clicked: what stands below goes out of sight by scrolling, which is no shift, before the article needs its place.
          section.scrollIntoView({ behavior: 'instant' });
          await new Promise((resolve) => setTimeout(resolve, PAINTED_MS));
        }
        if (current !== id) return;
        host?.remove();
        host = view.host;
        section.style.minHeight = `${innerHeight + ROOM_PX}px`;
        list.hide(true);
        section.insertBefore(host, section.lastElementChild);
        pageTitle ??= document.title;
        document.title = view.title;
        view.heading.focus({ preventScroll: true });
        host.scrollIntoView({ behavior: 'instant' });
      } catch {
        articles.delete(id);
        if (current !== id) return;
        current = undefined;
        list.say(context.words.failed);
      }
    },
  };

  section.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && host && !defaultPrevented) close();
  });
  if (!readers.length) addEventListener('popstate', route);
  readers = [...readers.filter(isThere), reader];
  route();
  return reader;
}

/** Lets every archive of the page show what the page's address says. */
function route(): void {
  const id = idInAddress();
  readers = readers.filter(isThere);
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

function isThere({ section }: Reader): boolean {
  return section.isConnected;
}
