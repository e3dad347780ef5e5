import type { FeedFormat } from '../model/feed-formats.ts';
import { type FeedDocument, reasonOf, type SkippedArticle } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { ItemCache } from './item-cache.ts';

/** A finished document, and the articles that it does not show although they were due. */
export interface RenderedFeed {
  readonly text: string;
  readonly skipped: readonly SkippedArticle[];
}

/** Renders item by item; what throws is left out and named, and the rest goes on. An item's text depends on the item alone. */
export function renderItems(
  document: FeedDocument,
  format: FeedFormat,
  render: (item: FeedItem) => string,
  itemCache: ItemCache | undefined,
): { readonly items: readonly string[]; readonly skipped: readonly SkippedArticle[] } {
  const items: string[] = [];
  const skipped = [...document.skipped];
  for (const item of document.items) {
    try {
      items.push(itemCache === undefined ? render(item) : itemCache.text(format, item, render));
    } catch (error) {
      skipped.push({ id: item.id, reason: reasonOf(error) });
    }
  }
  return { items, skipped };
}
