import type { IncomingHttpHeaders } from 'node:http';
import { type Representation, seqOfTag } from '../publish/representation.ts';

/** The `seq` after which a reader wants changes (RFC 3229); `undefined` if it gets the whole document. */
export function findDeltaStart(
  headers: Pick<IncomingHttpHeaders, 'if-none-match'> & { readonly 'a-im'?: string | string[] | undefined },
  current: Representation,
): number | undefined {
  if (!asksForFeedDelta(headers['a-im'])) return undefined;
  const currentSeq = seqOfTag(current.tag);
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const known = tags.map(seqOfTag).filter((seq) => seq !== undefined);
  if (currentSeq === undefined || known.length === 0) return undefined;
  const newest = Math.max(...known);
  return newest < currentSeq ? newest : undefined;
}

/** Whether `feed` is in the list of manipulations, without `q=0` (RFC 3229, section 10.5.3). */
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
