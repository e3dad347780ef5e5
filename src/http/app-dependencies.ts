import type { Logger } from 'pino';
import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../model/site.ts';
import type { Pages } from '../pages/open-pages.ts';
import type { RepresentationCache } from '../publish/representation-cache.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { FixedHeaders } from './fixed-headers.ts';

/** Everything the server's routes are made of, passed by hand. */
export interface AppDependencies {
  readonly site: Site;
  /** The definitions as they are now: they are reloaded when their files change. */
  readonly catalog: () => Catalog;
  readonly store: Pick<ArticleStore, 'listVisible' | 'findLastChange' | 'findVisible' | 'findRetracted' | 'ping'>;
  readonly cache: RepresentationCache;
  readonly pages: Pages;
  /** The bundled widget; built once, in the background. */
  readonly widgetCode: () => Promise<string>;
  readonly mediaDir: string;
  readonly trustProxy: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error' | 'isLevelEnabled'>;
}

/** What a route gets on top: the headers that every answer carries. */
export interface RouteDependencies extends AppDependencies {
  readonly headers: FixedHeaders;
}
