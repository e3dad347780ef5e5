import { tagsOfChange } from '../publish/cache-tags.ts';
import { type CdnSettings, openCdn } from './cdn.ts';
import { API_URLS } from './cdn-kinds.ts';
import type { ChangeConsumer } from './consume-changes.ts';

interface PurgeSettings extends Omit<CdnSettings, 'url'> {
  /** Empty means the API of the CDN. */
  readonly urls: readonly string[];
}

/**
 * Purges what a CDN keeps of the documents that a change alters. Each proxy has its own consumer: one that is away delays no other, and
 * receives what it has missed.
 */
export function createPurgeConsumers({ urls, ...settings }: PurgeSettings): readonly ChangeConsumer[] {
  const api = API_URLS[settings.kind];
  return (urls.length === 0 && api !== undefined ? [api] : urls).map((url) => {
    const cdn = openCdn({ ...settings, url });
    const { host, pathname } = new URL(url);
    const name = `${host}${pathname}`.replace(/\/$/, '');
    return {
      name: `purge ${name}`,
      task: `the CDN at ${name} cannot be purged, and readers may get former documents`,
      deliver: (changes, signal) => cdn.purge([...new Set(changes.flatMap(tagsOfChange))], signal),
    };
  });
}
