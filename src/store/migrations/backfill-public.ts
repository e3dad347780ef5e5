import type { ArticleId } from '../../model/article.ts';
import { toArticle } from '../article-row.ts';
import { toChange } from '../change-log.ts';
import { openOrdinalIndex } from '../ordinal-index.ts';
import type { DatabaseTransaction } from '../schema.ts';
import type { SearchIndex } from '../search-index.ts';
import { createStatements, type Statements } from '../statements.ts';
import { openTermIndex } from '../term-index.ts';

const AT_A_TIME = 200;

/**
 * Fills the indexes of the second schema from the articles and the log, oldest articles first. The very code that keeps the indexes does it, so
 * that they are as if they had always been kept.
 */
export async function backfillPublic(db: DatabaseTransaction, search: SearchIndex): Promise<void> {
  const statements = createStatements();
  await fillOrdinals(db, search, statements);
  await fillAudio(db);
  await fillLostTerms(db, statements);
}

async function fillOrdinals(db: DatabaseTransaction, search: SearchIndex, statements: Statements): Promise<void> {
  const places = openOrdinalIndex(db, search, statements);
  const everPublic = await db
    .selectFrom('articles')
    .select(['id', 'published_at', 'announced_at'])
    .where('was_public', '=', 1)
    .orderBy('published_at')
    .orderBy('id')
    .execute();
  for (let from = 0; from < everPublic.length; from += AT_A_TIME) {
    const some = everPublic.slice(from, from + AT_A_TIME);
    for (const { id, published_at: publishedAt } of some) await places.place({ id: id as ArticleId, publishedAt });
    const visible = some.filter((row) => row.announced_at !== null).map((row) => row.id);
    const rows =
      visible.length === 0 ? [] : await db.selectFrom('articles').selectAll().where('id', 'in', visible).execute();
    for (const row of rows) await places.move(undefined, toArticle(row));
    await places.flush();
  }
  await places.close();
}

/** Sound is a term from now on. */
async function fillAudio(db: DatabaseTransaction): Promise<void> {
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'published_at', 'document'])
    .where('announced_at', 'is not', null)
    .where('document', 'like', '%"audio":%')
    .execute();
  const audible = rows.filter((row) => (JSON.parse(row.document) as { audio?: unknown }).audio !== undefined);
  const audio = { kind: 'audio', slug: '' } as const;
  for (const { id, published_at } of audible) {
    await db
      .insertInto('article_terms')
      .values({ ...audio, published_at, article_id: id })
      .execute();
  }
  if (audible.length > 0) {
    await db
      .insertInto('terms')
      .values({ ...audio, label: '', articles: audible.length })
      .execute();
  }
}

async function fillLostTerms(db: DatabaseTransaction, statements: Statements): Promise<void> {
  const terms = openTermIndex(db, statements);
  let seq = 0;
  for (;;) {
    const rows = await db
      .selectFrom('changes')
      .selectAll()
      .where('seq', '>', seq)
      .where('facets_before', 'is not', null)
      .orderBy('seq')
      .limit(AT_A_TIME)
      .execute();
    for (const change of rows.map(toChange)) terms.lose(change);
    await terms.flush();
    const last = rows.at(-1);
    if (last === undefined) return;
    seq = last.seq;
  }
}
