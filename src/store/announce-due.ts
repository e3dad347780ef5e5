import type { ArticleId } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { WriteArticles } from './article-writer.ts';
import { announceDue } from './editor-updates.ts';
import type { Database } from './schema.ts';

export async function findNextDue(db: Database): Promise<Timestamp | undefined> {
  const row = await db
    .selectFrom('articles')
    .select('visible_from')
    .where('announced_at', 'is', null)
    .where('visible_from', 'is not', null)
    .orderBy('visible_from')
    .limit(1)
    .executeTakeFirst();
  return row?.visible_from ?? undefined;
}

/** Takes the write lock only if an article is due. */
export async function announceDueArticles(
  db: Database,
  writeArticles: WriteArticles,
  now: Timestamp,
): Promise<readonly Change[]> {
  const nextDue = await findNextDue(db);
  if (nextDue === undefined || nextDue > now) return [];
  return await writeArticles(async (writer) => {
    const due = await writer.transaction
      .selectFrom('articles')
      .select('id')
      .where('announced_at', 'is', null)
      .where('visible_from', 'is not', null)
      .where('visible_from', '<=', now)
      .orderBy('visible_from')
      .orderBy('id')
      .execute();
    const changes: Change[] = [];
    for (const { id } of due) {
      const record = await writer.find(id as ArticleId);
      const update = record && announceDue(record, now);
      if (update !== undefined) changes.push(...(await writer.write(record, update)));
    }
    return changes;
  });
}
