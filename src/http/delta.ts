import type { IncomingHttpHeaders } from 'node:http';
import { type Representation, seqOfTag } from '../publish/representation.ts';

/**
 * RFC 3229 with feed: a reader that says `A-IM: feed` and sends the tag of its copy is given only what is newer. The tag says up to which line of
 * the change log the reader knows everything, so that any node can answer, after any restart. `undefined` where the whole document is due.
 */
export function findDeltaStart(
  headers: Pick<IncomingHttpHeaders, 'if-none-match'> & { readonly 'a-im'?: string | string[] | undefined },
  current: Representation,
): number | undefined {
  if (!asksForFeedDelta(headers['a-im'])) return undefined;
  const now = seqOfTag(current.tag);
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const known = tags.map(seqOfTag).filter((seq) => seq !== undefined);
  if (now === undefined || known.length === 0) return undefined;
  const newest = Math.max(...known);
  return newest < now ? newest : undefined;
}

/** RFC 3229, section 10.5.3: a list of manipulations, `feed` among them and not refused by `q=0`. */
function asksForFeedDelta(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .some(([name, quality]) => name === 'feed' && !/^q=0(?:\.0*)?$/.test(quality ?? ''));
}
