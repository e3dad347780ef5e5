import type { IncomingHttpHeaders } from 'node:http';
import { type Clock, parseHttpDate } from '../model/timestamp.ts';
import type { Representation, Variant } from '../publish/representation.ts';

/** An entity tag in a list (RFC 9110, section 8.8.3); weak ones compare like strong ones here (section 13.1.2). */
const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/** The headers of a 304 if the client has this variant (RFC 9110, section 13.2.2, steps 3 and 4); `undefined` if not. */
export function findNotModifiedHead(
  headers: Pick<IncomingHttpHeaders, 'if-none-match' | 'if-modified-since'>,
  representation: Representation,
  variant: Variant,
  clock: Clock,
): readonly string[] | undefined {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags === variant.etag || tags.trim() === '*') return variant.notModifiedHead;
    for (const [, tag] of tags.matchAll(ENTITY_TAG)) {
      const head = tag === undefined ? undefined : representation.notModifiedHead(variant, tag);
      if (head !== undefined) return head;
    }
    return undefined;
  }
  const { lastModified } = representation;
  const since = parseHttpDate(headers['if-modified-since'] ?? '');
  if (since === undefined || lastModified === undefined) return undefined;
  // With a date in the future a client would get 304 for years.
  return lastModified <= since && since <= clock() ? variant.notModifiedHead : undefined;
}
