import { element } from '../element.ts';
import type { ArticleView, ViewContext } from './article-view.ts';
import type { ListView } from './list-view.ts';
import { restorePageTitle, setArticleTitle } from './page-title.ts';
import { isAnswer, mayResize, nextFrame } from './prevent-layout-shift.ts';
import { focusInPlace, scrollToElement } from './scroll.ts';

/** How much higher than the window the section becomes while an article loads or is shown. */
const RESERVE_PX = 120;

/**
 * Shows an article, or the list if there is none, so that nothing moves in the visitor's sight. `closed` is the id of the article that was shown
 * before: the focus moves to its headline.
 */
export type ShowView = (view: ArticleView | undefined, closed?: string) => Promise<void>;

/** `onClose` is called when the visitor presses Escape while an article is open. */
export function openPanel(section: HTMLElement, list: ListView, context: ViewContext, onClose: () => void): ShowView {
  const footer = section.lastElementChild as HTMLElement;
  const widgetHeading = list.parts()[0]?.previousSibling ?? '';
  let view: ArticleView | undefined;
  /** Scroll position of the page when the article was opened. */
  let scrollTop = 0;

  // Browsers do not count what is inserted again as moved, so the footer is too.
  const put = (...parts: readonly Node[]): void => section.replaceChildren(widgetHeading, ...parts, footer);

  section.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && view && !defaultPrevented) onClose();
  });

  const showArticle = async (article: ArticleView): Promise<void> => {
    const { host, heading } = article;
    if (!view) scrollTop = scrollY;
    view = article;
    const isFixed = !makeRoom(section);
    put(host);
    if (isFixed && host.scrollHeight > host.clientHeight) {
      host.tabIndex = 0;
      host.after(buildReadOn(section, article, context));
    }
    setArticleTitle(heading.textContent);
    focusInPlace(heading);
    if (isFixed) return;
    // Browsers compare with the scroll position of the last frame: in this frame, what follows would count as moved in sight.
    await nextFrame();
    scrollToElement(host);
  };

  const showList = async (id: string | undefined): Promise<void> => {
    if (!view) return;
    view = undefined;
    restorePageTitle();
    const { offsetHeight } = section;
    put(...list.parts());
    setHeight(section, 'min-height', offsetHeight);
    scrollTo({ top: scrollTop, behavior: 'instant' });
    const link = list.find(id);
    focusInPlace(link);
    scrollToElement(link, 'nearest');
    // By the next frame the browser has scrolled too, on its way back in the history.
    if (!isAnswer()) await nextFrame();
    if (view) return;
    section.append(footer);
    // What follows the section stays if it is in sight, or else moves to just below the window.
    const { top } = section.getBoundingClientRect();
    section.style.cssText = isAnswer() ? '' : `min-height:${Math.min(offsetHeight, innerHeight - top)}px`;
  };

  return (article, closed) => (article ? showArticle(article) : showList(closed));
}

/** Makes the section higher than the window, so that what follows it is out of sight. */
export function reserveHeight(section: HTMLElement): void {
  setHeight(section, 'min-height', innerHeight + RESERVE_PX);
}

function setHeight(section: HTMLElement, property: 'height' | 'min-height', pixels: number): void {
  section.style.cssText = `${property}:${pixels}px`;
}

/**
 * Lets the section grow for an article. If the visitor did not ask for it just now, the page scrolls first until what follows is out of sight,
 * because scrolling is no layout shift. If the page cannot scroll that far, the section keeps its height, and the result is false.
 */
function makeRoom(section: HTMLElement): boolean {
  if (!mayResize(section)) {
    scrollToElement(section, section.offsetHeight < innerHeight ? 'end' : 'start');
  }
  const grows = mayResize(section);
  if (grows) reserveHeight(section);
  else setHeight(section, 'height', section.offsetHeight);
  return grows;
}

/** A button that lets the section grow for an article that scrolls within it, and scrolls the page to where the visitor reads. */
function buildReadOn(
  section: HTMLElement,
  { host, heading }: ArticleView,
  { words, locale }: ViewContext,
): HTMLElement {
  const button = element('button', locale, words.readOn);
  button.onclick = () => {
    const { scrollTop } = host;
    reserveHeight(section);
    button.remove();
    host.tabIndex = -1;
    focusInPlace(heading);
    scrollBy({ top: scrollTop, behavior: 'instant' });
  };
  return button;
}
