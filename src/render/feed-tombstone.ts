import { guidOf } from '../model/addresses.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Tombstone } from '../model/tombstone.ts';
import { type FeedItem, isRepresentable } from './feed-item.ts';
import { toText } from './plain-text.ts';

export interface FeedTombstone extends Omit<Tombstone, 'id'> {
  readonly guid: string;
}

/** Without articles that the document shows, and without dates that no format can express. */
export function buildFeedTombstones(
  tombstones: readonly Tombstone[],
  shown: readonly Pick<FeedItem, 'id'>[],
): readonly FeedTombstone[] {
  if (tombstones.length === 0) return [];
  const ids = new Set(shown.map((item) => item.id));
  return tombstones
    .filter(({ id, at }) => isRepresentable(at) && !ids.has(id))
    .map(({ id, at, reason }) => omitUndefined({ guid: guidOf(id), at, reason: toText(reason ?? '') || undefined }));
}
