import { isOlder, type Position } from '../model/change.ts';
import type { ArticleFilter, ArticleQuery } from './article-store.ts';
import { firstOrdinalOf, lastOrdinalOf } from './ordinal.ts';
import type { Database } from './schema.ts';
import type { OrdinalPosition, OrdinalRange, SearchIndex } from './search-index.ts';
import { buildSearchExpression } from './search-text.ts';

export async function listBySearch(
  db: Database,
  search: SearchIndex,
  filter: ArticleFilter,
  { end, limit, after, before }: Pick<ArticleQuery, 'limit' | 'after' | 'before'> & Pick<OrdinalRange, 'end'>,
): Promise<readonly OrdinalPosition[]> {
  const expression = buildSearchExpression(filter);
  if (expression === undefined) return [];
  const newest = end === 'newest';
  const comesFirst = (a: Position, b: Position): boolean => (newest ? isOlder(b, a) : isOlder(a, b));
  const found: OrdinalPosition[] = [];
  let from = before === undefined ? Number.MIN_SAFE_INTEGER : firstOrdinalOf(before.publishedAt);
  let to = after === undefined ? Number.MAX_SAFE_INTEGER : lastOrdinalOf(after.publishedAt);
  while (found.length < limit) {
    const wanted = limit - found.length;
    const batch = await search.list(db, expression, { from, to, end, limit: wanted });
    const last = batch.at(-1);
    const isAll = batch.length < wanted || last === undefined;
    // Within an hour, ordinals are not in the order of positions: read the whole hour and sort it.
    const rest = isAll ? [] : await search.list(db, expression, { ...restOfHour(last, newest), end });
    for (const position of [...batch, ...rest]) {
      const isInside = (!after || isOlder(position, after)) && (!before || isOlder(before, position));
      if (isInside) found.push(position);
    }
    if (isAll) break;
    if (newest) to = firstOrdinalOf(last.publishedAt) - 1;
    else from = lastOrdinalOf(last.publishedAt) + 1;
  }
  return found.sort((a, b) => (comesFirst(a, b) ? -1 : 1)).slice(0, limit);
}

function restOfHour({ ordinal, publishedAt }: OrdinalPosition, newest: boolean): Pick<OrdinalRange, 'from' | 'to'> {
  return newest
    ? { from: firstOrdinalOf(publishedAt), to: ordinal - 1 }
    : { from: ordinal + 1, to: lastOrdinalOf(publishedAt) };
}
