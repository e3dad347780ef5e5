import { tagsOfChange } from '../publish/cache-tags.ts';
import type { Cdn } from './cdn.ts';
import type { ChangeConsumer } from './consume-changes.ts';

/** Purges what a CDN keeps of the documents that a change alters. */
export function createPurgeConsumer(cdn: Cdn): ChangeConsumer {
  return {
    name: 'purge',
    task: 'the CDN cannot be purged, and readers may get former documents',
    deliver: (changes, signal) => cdn.purge([...new Set(changes.flatMap(tagsOfChange))], signal),
  };
}
