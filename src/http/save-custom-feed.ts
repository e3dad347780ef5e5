import { type CustomFeed, findTooLongToStore } from '../catalog/custom-feed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';

/** Stores a custom feed, and returns its code. Throws an `HttpError` where it is too long, or where too many feeds are in use. */
export async function saveCustomFeed(
  { store, clock }: Pick<RouteDependencies, 'store' | 'clock'>,
  custom: CustomFeed,
): Promise<string> {
  const problem = findTooLongToStore(custom);
  if (problem !== undefined) throw new HttpError('invalid-request', problem);
  const code = await store.saveCustomFeed(custom.query, clock());
  if (code === undefined) throw new HttpError('too-many-custom-feeds');
  return code;
}
