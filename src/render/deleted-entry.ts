import { toRfc3339 } from '../model/timestamp.ts';
import type { FeedTombstone } from './feed-tombstone.ts';
import { element, proseElement } from './markup.ts';

/** Declared only if used, because validators may not know it. */
export const DELETED_ENTRY_NAMESPACE = { 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0' };

/** RFC 6721. RSS has no element of its own for it, and allows those of other namespaces. */
export function renderDeletedEntry({ guid, at, reason }: FeedTombstone): string {
  return element('at:deleted-entry', { ref: guid, when: toRfc3339(at) }, proseElement('at:comment', reason));
}
