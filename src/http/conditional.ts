import type { IncomingHttpHeaders } from 'node:http';
import type { Representation, Variant } from '../publish/representation.ts';

/** An entity tag in a list (RFC 9110, section 8.8.3); weak ones compare like strong ones here (section 13.1.2). */
const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/** Whether the client has this variant, so that the answer is 304 (RFC 9110, section 13.2.2, steps 3 and 4). */
export function isNotModified(
  headers: Pick<IncomingHttpHeaders, 'if-none-match' | 'if-modified-since'>,
  representation: Representation,
  variant: Variant,
): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags === variant.etag || tags.trim() === '*') return true;
    for (const [, tag] of tags.matchAll(ENTITY_TAG)) {
      if (tag !== undefined && representation.matches(variant, tag)) return true;
    }
    return false;
  }
  const since = headers['if-modified-since'];
  if (since === undefined || representation.lastModified === undefined) return false;
  const moment = Date.parse(since);
  return !Number.isNaN(moment) && representation.lastModified <= moment;
}
