import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { ArchiveState } from './article-store.ts';
import type { Database, DatabaseTransaction } from './schema.ts';

/** An archive as it is stored. */
export interface Archive extends ArchiveState {
  readonly id: number;
  /** Changes up to this one have been searched for late articles. */
  readonly seq: number;
}

/** How far an archive reaches; no pages where none was made. */
export async function getArchive(db: Database, key: string): Promise<ArchiveState> {
  const archive = await findArchive(db, key);
  return archive === undefined ? { pages: 0 } : toArchiveState(archive);
}

/** The archive under a key; `undefined` before its first page. */
export async function findArchive(db: Database, key: string): Promise<Archive | undefined> {
  const row = await db.selectFrom('archives').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, pages, seq, newest_published_at: publishedAt, newest_id: newestId } = row;
  const newest = publishedAt === null || newestId === null ? undefined : { publishedAt, id: newestId as ArticleId };
  return omitUndefined({ id, pages, seq, newest });
}

/** The part of an archive that callers of the store see. */
export function toArchiveState({ pages, newest }: ArchiveState): ArchiveState {
  return omitUndefined({ pages, newest });
}

/** Whether a page has any articles. */
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

/** Creates an archive without pages. */
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
