import type { Insertable, Selectable } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Facets } from '../model/selection.ts';
import { type Engine, writeTransaction } from './engine.ts';
import type { ChangeTable, Database } from './schema.ts';

export async function listChanges(db: Database, afterSeq: number, limit: number): Promise<readonly Change[]> {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toChange);
}

export async function getLastSeq(db: Database): Promise<number> {
  const row = await db.selectFrom('changes').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

export async function findFollowerCursor(db: Database, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('followers').select('seq').where('name', '=', name).executeTakeFirst();
  return row?.seq;
}

export async function saveFollowerCursor(db: Database, engine: Engine, name: string, seq: number): Promise<void> {
  await writeTransaction(db, engine, (transaction) =>
    transaction
      .insertInto('followers')
      .values({ name, seq })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq }).where('followers.seq', '<', seq))
      .execute(),
  );
}

export function toChange(row: Selectable<ChangeTable>): Change {
  return omitUndefined({
    seq: row.seq,
    articleId: row.article_id as ArticleId,
    kind: row.kind,
    at: row.at,
    publishedAt: row.published_at,
    before: parseFacets(row.facets_before),
    after: parseFacets(row.facets_after),
  });
}

export function toChangeRow({ seq, articleId, kind, at, publishedAt, before, after }: Change): Insertable<ChangeTable> {
  return {
    seq,
    article_id: articleId,
    kind,
    at,
    published_at: publishedAt,
    facets_before: before === undefined ? null : JSON.stringify(before),
    facets_after: after === undefined ? null : JSON.stringify(after),
  };
}

function parseFacets(json: string | null): Facets | undefined {
  return json === null ? undefined : (JSON.parse(json) as Facets);
}
