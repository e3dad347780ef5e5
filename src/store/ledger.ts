import type { Article, ArticleId } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { ArticleRecord, Step } from './article-record.ts';
import { toRecord, toRow } from './article-row.ts';
import { appendChange } from './change-log.ts';
import type { Engine } from './engine.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { keyText, labelledTerms, type TermKey } from './terms.ts';

/** Articles, the index of their terms and the change log, written together or not at all. */
export interface Ledger {
  readonly transaction: DatabaseTransaction;
  find(id: ArticleId): Promise<ArticleRecord | undefined>;
  findByKey(sourceId: string, externalId: string): Promise<ArticleRecord | undefined>;
  /** Writes what a step made of `previous` (of nothing, for a new article) and appends its changes to the log. */
  write(previous: ArticleRecord | undefined, step: Step): Promise<readonly Change[]>;
}

/** How the number of visible articles of a term moves, and what it is called now. */
interface Tally extends TermKey {
  readonly label: string;
  readonly articles: number;
}

/** Does some work as the only writer, in one transaction that commits when the work is done and not if it throws. */
export async function inLedger<T>(db: Database, engine: Engine, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  return await db.transaction().execute(async (transaction) => {
    await engine.takeWriteLock(transaction);
    const tallies = new Map<string, Tally>();
    const articles = transaction.selectFrom('articles').selectAll();
    const result = await work({
      transaction,
      async find(id) {
        const row = await articles.where('id', '=', id).executeTakeFirst();
        return row && toRecord(row);
      },
      async findByKey(sourceId, externalId) {
        const row = await articles
          .where('source_id', '=', sourceId)
          .where('external_id', '=', externalId)
          .executeTakeFirst();
        return row && toRecord(row);
      },
      async write(previous, step) {
        await writeArticle(transaction, previous, step.record);
        await writeTerms(transaction, tallies, seenOf(previous), seenOf(step.record));
        const changes: Change[] = [];
        for (const change of step.changes) changes.push(await appendChange(transaction, change));
        return changes;
      },
    });
    await writeTallies(transaction, tallies);
    return result;
  });
}

async function writeArticle(
  transaction: DatabaseTransaction,
  previous: ArticleRecord | undefined,
  record: ArticleRecord,
): Promise<void> {
  const { id, ...columns } = toRow(record);
  if (previous === undefined) {
    await transaction
      .insertInto('articles')
      .values({ id, ...columns })
      .execute();
  } else {
    await transaction.updateTable('articles').set(columns).where('id', '=', id).execute();
  }
}

function seenOf(record: ArticleRecord | undefined): Article | undefined {
  return record?.announcedAt === undefined ? undefined : record.article;
}

/** Moves the index of terms from what the public saw to what it sees. `publishedAt` is the same in both: it never moves then. */
async function writeTerms(
  transaction: DatabaseTransaction,
  tallies: Map<string, Tally>,
  before: Article | undefined,
  after: Article | undefined,
): Promise<void> {
  const old = labelledTerms(before);
  const now = labelledTerms(after);
  const gone = [...old.values()].filter((term) => !now.has(keyText(term)));
  const come = [...now.values()].filter((term) => !old.has(keyText(term)));
  const renamed = [...now.values()].filter((term) => (old.get(keyText(term))?.label ?? term.label) !== term.label);

  for (const { kind, slug } of before === undefined ? [] : gone) {
    await transaction
      .deleteFrom('article_terms')
      .where('article_id', '=', before?.id ?? '')
      .where('kind', '=', kind)
      .where('slug', '=', slug)
      .execute();
  }
  if (after !== undefined && come.length > 0) {
    const { id, publishedAt } = after;
    const rows = come.map(({ kind, slug }) => ({ article_id: id, kind, slug, published_at: publishedAt }));
    await transaction.insertInto('article_terms').values(rows).execute();
  }
  const tally = (term: TermKey & { readonly label: string }, step: number): void => {
    const sum = (tallies.get(keyText(term))?.articles ?? 0) + step;
    tallies.set(keyText(term), { ...term, articles: sum });
  };
  for (const term of gone) tally(term, -1);
  for (const term of come) tally(term, 1);
  for (const term of renamed) tally(term, 0);
}

async function writeTallies(transaction: DatabaseTransaction, tallies: ReadonlyMap<string, Tally>): Promise<void> {
  for (const tally of tallies.values()) {
    await transaction
      .insertInto('terms')
      .values(tally)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'slug']).doUpdateSet((eb) => ({
          label: eb.ref('excluded.label'),
          articles: eb('terms.articles', '+', eb.ref('excluded.articles')),
        })),
      )
      .execute();
  }
}
