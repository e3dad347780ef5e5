import type { Logger } from 'pino';
import type { Catalog } from '../catalog/catalog.ts';
import type { Feeds } from '../check-page/newsroom.ts';
import type { PageReport } from '../model/page-report.ts';
import type { Site } from '../model/site.ts';
import type { Clock } from '../model/timestamp.ts';
import type { Pages } from '../pages/open-pages.ts';
import type { Archivist } from '../publish/archivist.ts';
import type { RepresentationCache } from '../publish/representation-cache.ts';
import type { ArchiveScript, FrameCode } from '../publish/widget-code.ts';
import type { WidgetVersion } from '../publish/widget-versions.ts';
import type { Fragments } from '../render/fragments.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { AccessLog } from './access-log.ts';
import type { FixedHeaders } from './fixed-headers.ts';

/** What the routes read; of writing only that a feed of one's own gets a short address. */
type PublicStore = Pick<
  ArticleStore,
  | 'listVisible'
  | 'listVisiblePositions'
  | 'findLastChange'
  | 'findLastChangeOf'
  | 'listChangedSince'
  | 'listTombstones'
  | 'findVisible'
  | 'findRetracted'
  | 'findTerm'
  | 'listVisibleTerms'
  | 'getArchive'
  | 'findArchivePage'
  | 'findCustomFeed'
  | 'saveCustomFeed'
  | 'ping'
>;

/** Everything the server's routes are made of, passed by hand. */
export interface AppDependencies {
  readonly site: Site;
  /** The definitions as they are now: they are reloaded when their files change. */
  readonly catalog: () => Catalog;
  readonly store: PublicStore;
  readonly cache: RepresentationCache;
  readonly archivist: Archivist;
  readonly clock: Clock;
  readonly pages: Pages;
  /** The bundled widget; built once, in the background. */
  readonly widgetCode: () => Promise<string>;
  /** The widget's released versions; read once. */
  readonly widgetVersions: () => Promise<readonly WidgetVersion[]>;
  /** Looks at the page at an address as people type it; goes nowhere but to the public web. */
  readonly checkPage: (address: string, feeds: Feeds) => Promise<PageReport>;
  /** The archive's script; built once, in the background. */
  readonly archiveScript: () => Promise<ArchiveScript>;
  /** The script and the style sheets of the frame; built once, in the background. */
  readonly frameCode: () => Promise<FrameCode>;
  readonly mediaDir: string;
  readonly trustProxy: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly accessLog: AccessLog;
}

/** What a route gets on top: the headers that every answer carries, and the finished items of articles. */
export interface RouteDependencies extends AppDependencies {
  readonly headers: FixedHeaders;
  readonly fragments: Fragments;
}
