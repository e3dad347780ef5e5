import type { FeedFormat } from '../model/feed-formats.ts';
import { type FeedDocument, type LeftOut, reasonOf } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { Fragments } from './fragments.ts';

/** A finished document, and the articles that it does not show although they were due. */
export interface RenderedFeed {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

/** Renders item by item; what throws is left out and named, and the rest goes on. An item's text depends on the item alone. */
export function renderItems(
  document: FeedDocument,
  format: FeedFormat,
  render: (item: FeedItem) => string,
  fragments: Fragments | undefined,
): { readonly items: readonly string[]; readonly leftOut: readonly LeftOut[] } {
  const items: string[] = [];
  const leftOut = [...document.leftOut];
  for (const item of document.items) {
    try {
      items.push(fragments === undefined ? render(item) : fragments.text(format, item, render));
    } catch (error) {
      leftOut.push({ id: item.id, reason: reasonOf(error) });
    }
  }
  return { items, leftOut };
}
