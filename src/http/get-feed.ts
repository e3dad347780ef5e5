import type { Request } from 'express';
import type { Catalog } from '../catalog/catalog.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { notFound } from './failure.ts';

/** The feed that a request names in its path (`:feed`); 404 where there is none. */
export function getFeed(catalog: Catalog, request: Request): FeedDefinition {
  const definition = catalog.find(String(request.params.feed));
  if (definition === undefined) throw notFound('such feed');
  return definition;
}
