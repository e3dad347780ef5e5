import { type FeedDocument, type LeftOut, reasonOf } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';

/** A finished document, and the articles that it does not show although they were due. */
export interface RenderedFeed {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

/** Renders item by item; what throws is left out and named, and the rest goes on. */
export function renderItems<T>(
  document: FeedDocument,
  render: (item: FeedItem) => T,
): { readonly items: readonly T[]; readonly leftOut: readonly LeftOut[] } {
  const items: T[] = [];
  const leftOut = [...document.leftOut];
  for (const item of document.items) {
    try {
      items.push(render(item));
    } catch (error) {
      leftOut.push({ id: item.id, reason: reasonOf(error) });
    }
  }
  return { items, leftOut };
}
