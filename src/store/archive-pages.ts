import type { Article, ArticleId } from '../model/article.ts';
import type { Position } from '../model/change.ts';
import { toArticle } from './article-row.ts';
import type { ArchiveState } from './article-store.ts';
import type { Database } from './schema.ts';

/** An archive as it is kept. */
export interface Archive extends ArchiveState {
  readonly id: number;
  /** Changes up to this one have been looked through for articles with an old date. */
  readonly seq: number;
}

/** How far an archive reaches. */
export async function getArchive(db: Database, key: string): Promise<ArchiveState> {
  const archive = await findArchive(db, key);
  return archive === undefined ? { pages: 0 } : toArchiveState(archive);
}

/** An archive that has been begun. */
export async function findArchive(db: Database, key: string): Promise<Archive | undefined> {
  const row = await db.selectFrom('archives').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, pages, seq, newest_published_at: publishedAt, newest_id: newestId } = row;
  const newest: Position | undefined =
    publishedAt === null || newestId === null ? undefined : { publishedAt, id: newestId as ArticleId };
  return { id, pages, seq, ...(newest === undefined ? {} : { newest }) };
}

/** What readers of an archive are told of it. */
export function toArchiveState({ pages, newest }: ArchiveState): ArchiveState {
  return { pages, ...(newest === undefined ? {} : { newest }) };
}

/** Whether anything is on a page. */
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

/** What was put on a page, and what the public may see of it now, newest first; `undefined` where no such page is. */
export async function findArchivePage(
  db: Database,
  key: string,
  page: number,
): Promise<{ readonly ids: readonly ArticleId[]; readonly articles: readonly Article[] } | undefined> {
  // Page 0 is where articles wait for one.
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
