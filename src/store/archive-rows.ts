import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { toArticle } from './article-row.ts';
import type { ArchivePage, ArchiveState } from './article-store.ts';
import type { Database, DatabaseTransaction } from './schema.ts';

export interface Archive extends ArchiveState {
  readonly id: number;
  /** Changes up to this one have been searched for late articles. */
  readonly seq: number;
}

export async function getArchive(db: Database, key: string): Promise<ArchiveState> {
  return toArchiveState((await findArchive(db, key)) ?? { pages: 0 });
}

export async function findArchivePage(db: Database, key: string, page: number): Promise<ArchivePage | undefined> {
  // Page 0 holds late articles that have no page yet.
  if (page < 1) return undefined;
  const rows = await db
    .selectFrom('archives')
    .innerJoin('archive_entries as e', 'e.archive_id', 'archives.id')
    .innerJoin('ordinals as o', 'o.ordinal', 'e.ordinal')
    .innerJoin('articles as a', 'a.id', 'o.article_id')
    .selectAll('a')
    .where('archives.key', '=', key)
    .where('e.page', '=', page)
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
  if (rows.length === 0) return undefined;
  return {
    ids: rows.map((row) => row.id as ArticleId),
    articles: rows.filter((row) => row.announced_at !== null).map(toArticle),
  };
}

export async function findArchive(db: Database, key: string): Promise<Archive | undefined> {
  const row = await db.selectFrom('archives').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, pages, seq, newest_published_at: publishedAt, newest_id: newestId } = row;
  const newest = publishedAt === null || newestId === null ? undefined : { publishedAt, id: newestId as ArticleId };
  return omitUndefined({ id, pages, seq, newest });
}

export function toArchiveState({ pages, newest }: ArchiveState): ArchiveState {
  return omitUndefined({ pages, newest });
}

export async function hasEntries(db: Database, { id }: Pick<Archive, 'id'>, page: number): Promise<boolean> {
  const row = await db
    .selectFrom('archive_entries')
    .select('ordinal')
    .where('archive_id', '=', id)
    .where('page', '=', page)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function createArchive(transaction: DatabaseTransaction, key: string): Promise<Archive> {
  const { id } = await transaction
    .insertInto('archives')
    .values({ key, pages: 0, newest_published_at: null, newest_id: null, seq: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, pages: 0, seq: 0 };
}

export async function saveArchive(transaction: DatabaseTransaction, archive: Archive): Promise<void> {
  await transaction
    .updateTable('archives')
    .set({
      pages: archive.pages,
      newest_published_at: archive.newest?.publishedAt ?? null,
      newest_id: archive.newest?.id ?? null,
      seq: archive.seq,
    })
    .where('id', '=', archive.id)
    .execute();
}
