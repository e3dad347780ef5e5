import type { ArticleDocument, RetractedArticle } from '../contract/article-document.ts';
import { idInAddress } from './address.ts';
import { openPanel, reserveHeight } from './article-panel.ts';
import { renderArticle, type ViewContext } from './article-view.ts';
import { followAddress, preferFollower, pushAddress, showAddressed } from './follow-address.ts';
import type { ListView } from './list-view.ts';
import { restorePageTitle } from './page-title.ts';

type AnyArticle = ArticleDocument | RetractedArticle;

/**
 * Follows the page's address, which may ask for an article already. Returns a function that opens the article whose headline was clicked, and adds
 * it to the page's address.
 */
export function openReader(
  section: HTMLElement,
  list: ListView,
  context: ViewContext,
  fetchArticle: (id: string) => Promise<AnyArticle>,
): (id: string) => Promise<void> {
  const articles: Record<string, AnyArticle> = {};
  /** The article that is shown or loading. */
  let current: string | undefined;
  let lastClicked: string | undefined;
  /** The page's address since the article was opened: from there, one step back in the history is the list. */
  let pushed: string | false = false;

  const load = async (id: string): Promise<AnyArticle> => {
    list.announce(context.words.loading);
    articles[id] ??= await fetchArticle(id);
    return articles[id];
  };
  const close = (): void => {
    if (pushed === location.href) history.back();
    else if (idInAddress() && pushAddress(undefined)) showAddressed();
    else void show(undefined);
  };
  // Routers restore the title that the page had when the visitor left an article.
  if (!idInAddress()) restorePageTitle();
  const showView = openPanel(section, list, context, close);

  const show = async (id: string | undefined): Promise<void> => {
    if (id === current) return;
    const former = current;
    current = id;
    if (!id) pushed = false;
    list.announce();
    try {
      const view = id ? renderArticle(await load(id), context, close) : undefined;
      if (current === id) await showView(view, former);
    } catch {
      if (current !== id) return;
      current = undefined;
      await showView(undefined, former);
      list.fail();
    }
  };
  const follower = followAddress({ section, has: (id) => id in articles, show });

  return async (id) => {
    const { href } = location;
    lastClicked = id;
    // At once, because browsers forgive a layout shift only soon after a click.
    reserveHeight(section);
    const article = await load(id).catch(() => undefined);
    if (lastClicked !== id) return;
    if (!article) return list.fail();
    // The visitor or the page went to another address meanwhile.
    if (href !== location.href) return list.announce();
    preferFollower(follower);
    pushed = pushAddress(id) && location.href;
    if (pushed) showAddressed();
    else await show(id);
  };
}
