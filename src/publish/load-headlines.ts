import type { Headlines } from '../../widget/contract/headlines.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines } from '../render/headlines.ts';
import { loadFeedWindow } from './feed-window.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import type { BuiltDocument } from './representation-cache.ts';

export async function loadHeadlines(
  { store, site }: Pick<PublishDependencies, 'store' | 'site'>,
  definition: FeedDefinition,
  count: number,
): Promise<{ headlines: Headlines } & Pick<BuiltDocument, 'affectedBy' | 'tags' | 'lastModified'>> {
  const window = await loadFeedWindow(store, definition, count + 1);
  return omitUndefined({
    headlines: buildHeadlines(buildFeedDocument(site, definition, window), count),
    affectedBy: window.affectedBy,
    tags: window.tags,
    lastModified: window.updated,
  });
}
