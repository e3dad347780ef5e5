import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../model/site.ts';
import type { ItemCache } from '../render/item-cache.ts';
import type { ReadingStore } from '../store/article-store.ts';
import type { FeedArchiver } from './feed-archiver.ts';
import type { ReportSkipped } from './report-skipped.ts';
import type { RepresentationCache } from './representation-cache.ts';

export interface PublishDependencies {
  readonly site: Site;
  readonly catalog: () => Catalog;
  readonly store: ReadingStore;
  readonly cache: RepresentationCache;
  readonly archiver: FeedArchiver;
  readonly itemCache: ItemCache;
  readonly headers: { readonly document: Readonly<Record<string, string>> };
  readonly reportSkipped: ReportSkipped;
}
