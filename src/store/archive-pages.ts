import type { Article, ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { toArticle } from './article-row.ts';
import type { ArchiveState } from './article-store.ts';
import type { Database } from './schema.ts';

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

/** The ids of all articles of a page, and those that are public now, newest first; `undefined` for a page that does not exist. */
export async function findArchivePage(
  db: Database,
  key: string,
  page: number,
): Promise<{ readonly ids: readonly ArticleId[]; readonly articles: readonly Article[] } | undefined> {
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
