import { setImmediate } from 'node:timers/promises';
import type { ArticleId } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleWriter, WriteArticles } from './article-writer.ts';
import { announceDue } from './editor-updates.ts';
import type { Database } from './schema.ts';

/** Many are due where an embargo ends. These take some milliseconds; then requests get a turn. */
const ARTICLES_PER_TURN = 16;

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
  const changes: Change[] = [];
  let nextDue = await findNextDue(db);
  while (nextDue !== undefined && nextDue <= now) {
    const announced = await writeArticles((writer) => announceSome(writer, now));
    changes.push(...announced);
    if (announced.length < ARTICLES_PER_TURN) break;
    await setImmediate();
    nextDue = await findNextDue(db);
  }
  return changes;
}

async function announceSome(writer: ArticleWriter, now: Timestamp): Promise<readonly Change[]> {
  const due = await writer.transaction
    .selectFrom('articles')
    .select('id')
    .where('announced_at', 'is', null)
    .where('visible_from', 'is not', null)
    .where('visible_from', '<=', now)
    .orderBy('visible_from')
    .orderBy('id')
    .limit(ARTICLES_PER_TURN)
    .execute();
  const changes: Change[] = [];
  for (const { id } of due) {
    const record = await writer.find(id as ArticleId);
    const update = record && announceDue(record, now);
    if (update !== undefined) changes.push(...(await writer.write(record, update)));
  }
  return changes;
}
