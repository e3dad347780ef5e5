import type { Headline, Labels } from '../contract/headlines.ts';
import { element } from '../element.ts';
import { renderItems } from '../items.ts';
import { onPlainClick, type ViewContext } from './article-view.ts';

/** Replaces a list by one with these headlines, or with the text if there are none. Returns the new list. */
export function replaceList(
  list: HTMLElement,
  items: readonly Headline[],
  emptyText: string,
  labels: Labels,
  { options, locale }: ViewContext,
  openArticle: (id: string) => void,
): HTMLElement {
  // The newest page may be drawn again: the focus stays on its headline.
  const focused = linksOf(list).indexOf((list.getRootNode() as ShadowRoot).activeElement as HTMLAnchorElement);
  const next = renderItems(items, options, labels, Date.now() / 1000);
  if (!items.length) next.children[0]?.replaceWith(element('li', { ...locale, class: 'nothing' }, emptyText));
  // As high as the first page was, or the pager would move.
  next.style.minHeight = list.style.minHeight || `${list.offsetHeight}px`;
  list.replaceWith(next);
  const links = linksOf(next);
  links[focused]?.focus();
  items.forEach(({ id }, index) => {
    // Opens here, so whatever the option `target` says, not in a new tab.
    const link = links[index] as HTMLAnchorElement;
    link.target = '';
    link.removeAttribute('aria-label');
    link.onclick = onPlainClick(() => openArticle(id));
  });
  return next;
}

/** The links of a list's headlines. */
export function linksOf(list: HTMLElement): readonly HTMLAnchorElement[] {
  return [...list.querySelectorAll('a')];
}
