import type { Request, Router } from 'express';
import { SERVED_FORMATS } from '../model/feed-formats.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { articleDocumentRoutes, articleRoutes } from './article-routes.ts';
import { builderRoutes } from './builder-routes.ts';
import { checkErrorForm, checkPageRoutes } from './check-page-routes.ts';
import { embedRoutes } from './embed-routes.ts';
import type { ErrorForm } from './error-handler.ts';
import { feedDocumentRoutes } from './feed-document-routes.ts';
import { feedPageRoutes } from './feed-page-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { intakeRoutes } from './intake-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { oembedRoutes } from './oembed-routes.ts';
import { fileRoutes, pageRoutes } from './page-routes.ts';
import { sitemapRoutes } from './sitemap-routes.ts';
import { widgetRoutes } from './widget-routes.ts';

interface RouteGroup {
  readonly open: (dependencies: RouteDependencies) => Router;
  readonly errors: ErrorForm | ((request: Request) => ErrorForm);
  readonly addresses: readonly string[];
}

/** All routes in mount order: the first group that takes an address answers it. */
export const ROUTES: readonly RouteGroup[] = [
  {
    open: feedDocumentRoutes,
    errors: 'text',
    addresses: [
      '/feeds.opml',
      ...SERVED_FORMATS.map((format) => `/feeds/{feed}.${format}`),
      '/feeds/{feed}/archive/{n}.atom',
      '/feeds/custom.rss?category=…',
    ],
  },
  {
    open: feedPageRoutes,
    errors: 'page',
    addresses: [
      '/feeds/c',
      '/feeds/{feed}',
      '/feeds/category/{slug}',
      '/feeds/tag/…',
      '/feeds/author/…',
      '/feeds/c/{code}',
    ],
  },
  {
    open: articleDocumentRoutes,
    errors: 'text',
    addresses: ['/articles/{id}.json', '/v1/articles/{id}.json'],
  },
  {
    open: widgetRoutes,
    errors: 'text',
    addresses: [
      '/v1/tidings.js',
      '/v{x.y.z}/tidings.js',
      '/v1/tidings-archive.{hash}.js',
      '/v1/{feed}.js',
      '/v1/{feed}.json',
      '/v1/{feed}.json?after=…',
    ],
  },
  { open: checkPageRoutes, errors: checkErrorForm, addresses: ['/embed/check?url=…'] },
  { open: builderRoutes, errors: 'page', addresses: ['/embed', '/embed/preview'] },
  {
    open: embedRoutes,
    errors: 'iframe',
    addresses: ['/embed/{feed}', '/embed/{feed}.html?fragment', '/embed/articles/{id}'],
  },
  { open: oembedRoutes, errors: 'text', addresses: ['/oembed?url=…'] },
  { open: pageRoutes, errors: 'page', addresses: ['/', '/feeds', '/privacy', '/accessibility'] },
  { open: fileRoutes, errors: 'text', addresses: ['/favicon.ico', '/assets/{file}', '/wordpress/tidings.zip'] },
  { open: articleRoutes, errors: 'page', addresses: ['/articles/{id}'] },
  { open: sitemapRoutes, errors: 'text', addresses: ['/robots.txt', '/sitemap.xml', '/sitemap/{n}.xml'] },
  { open: mediaRoutes, errors: 'text', addresses: ['/media/{hash}.{ext}'] },
  { open: intakeRoutes, errors: 'page', addresses: ['/newsroom/intake'] },
  { open: metricsRoutes, errors: 'text', addresses: ['/metrics'] },
  { open: healthRoutes, errors: 'text', addresses: ['/healthz', '/readyz'] },
];
