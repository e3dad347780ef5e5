import type { Kysely } from 'kysely';
import { toArticle } from '../article-row.ts';
import { toChange } from '../change-log.ts';
import { firstOrdinalOf } from '../ordinal.ts';
import type { DatabaseTransaction } from '../schema.ts';
import type { SearchIndex } from '../search-index.ts';
import { buildSearchText } from '../search-text.ts';
import { createStatements, type Statements } from '../statements.ts';
import { openTermIndex } from '../term-index.ts';

const BATCH = 512;

export async function backfillPublic(db: DatabaseTransaction, search: SearchIndex): Promise<void> {
  await fillPlaces(db, search);
  await fillAudio(db);
  await fillLostTerms(db, createStatements());
}

/** Numbers every article that was ever public, in the order of dates. Migration 3 renames the table to `ordinals`. */
async function fillPlaces(db: DatabaseTransaction, search: SearchIndex): Promise<void> {
  const places = db as unknown as Kysely<{ places: { place: number; article_id: string; published_at: number } }>;
  const articles = await db
    .selectFrom('articles')
    .select(['id', 'published_at'])
    .where('was_public', '=', 1)
    .orderBy('published_at')
    .orderBy('id')
    .execute();
  let last = Number.MIN_SAFE_INTEGER;
  for (let from = 0; from < articles.length; from += BATCH) {
    const rows = articles.slice(from, from + BATCH).map(({ id, published_at }) => {
      last = Math.max(firstOrdinalOf(published_at), last + 1);
      return { place: last, article_id: id, published_at };
    });
    await places.insertInto('places').values(rows).execute();
    const ids = rows.map((row) => row.article_id);
    const visible = await db
      .selectFrom('articles')
      .selectAll()
      .where('id', 'in', ids)
      .where('announced_at', 'is not', null)
      .execute();
    const texts = new Map(visible.map((row) => [row.id, buildSearchText(toArticle(row))]));
    const entries = rows.flatMap(({ place: ordinal, article_id }) => {
      const text = texts.get(article_id);
      return text === undefined ? [] : [{ ordinal, text }];
    });
    await search.put(db, entries);
  }
}

async function fillAudio(db: DatabaseTransaction): Promise<void> {
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'published_at', 'document'])
    .where('announced_at', 'is not', null)
    .where('document', 'like', '%"audio":%')
    .execute();
  const withAudio = rows.filter((row) => (JSON.parse(row.document) as { audio?: unknown }).audio !== undefined);
  const audio = { kind: 'audio', slug: '' } as const;
  for (const { id, published_at } of withAudio) {
    await db
      .insertInto('article_terms')
      .values({ ...audio, published_at, article_id: id })
      .execute();
  }
  if (withAudio.length > 0) {
    await db
      .insertInto('terms')
      .values({ ...audio, label: '', articles: withAudio.length })
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
      .limit(BATCH)
      .execute();
    for (const change of rows.map(toChange)) terms.recordLoss(change);
    await terms.flush();
    const last = rows.at(-1);
    if (last === undefined) return;
    seq = last.seq;
  }
}
