import { sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import type { Position } from '../model/change.ts';
import type { OwnPage, OwnPageBlock, OwnPageQuery } from './article-store.ts';
import type { Database } from './schema.ts';

export async function listOwnPages(db: Database, query: OwnPageQuery): Promise<readonly OwnPage[]> {
  const rows = await ownPages(db, query).select(['id', 'published_at', 'updated_at']).execute();
  return rows.map((row) => ({
    id: row.id as ArticleId,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
  }));
}

export async function findOwnPageBlock(db: Database, query: OwnPageQuery): Promise<OwnPageBlock | undefined> {
  const { changed_at: changedAt } = await db
    .selectFrom(ownPages(db, query).select(['updated_at', 'announced_at']).as('block'))
    .select(
      sql<number | null>`max(case when updated_at > announced_at then updated_at else announced_at end)`.as(
        'changed_at',
      ),
    )
    .executeTakeFirstOrThrow();
  if (changedAt === null) return undefined;
  const last = await ownPages(db, query)
    .select(['id', 'published_at'])
    .offset(query.limit - 1)
    .executeTakeFirst();
  const position: Position | undefined = last && { publishedAt: last.published_at, id: last.id as ArticleId };
  return { changedAt, ...(position === undefined ? {} : { last: position }) };
}

/** The index `articles_own_pages` has all columns that are read. */
function ownPages(db: Database, { after, limit }: OwnPageQuery) {
  return db
    .selectFrom('articles')
    .where('announced_at', 'is not', null)
    .where('canonical_url', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(published_at, id) > (${after?.publishedAt}, ${after?.id})`),
    )
    .orderBy('published_at')
    .orderBy('id')
    .limit(limit);
}
