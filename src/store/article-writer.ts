import type { Insertable } from 'kysely';
import type { Article, ArticleId } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { ArticleRecord, ArticleUpdate } from './article-record.ts';
import { toRecord, toRow } from './article-row.ts';
import { getLastSeq, toChangeRow } from './change-log.ts';
import { type Engine, writeTransaction } from './engine.ts';
import { openOrdinalIndex } from './ordinal-index.ts';
import type { ArticleTable, ChangeTable, Database, DatabaseTransaction } from './schema.ts';
import type { Statements } from './statements.ts';
import { openTermIndex } from './term-index.ts';

export interface ExistingArticle {
  readonly id: ArticleId;
  readonly inputHash: string;
  /** The path of the file that has it; its external id where that is the path. */
  readonly file: string;
}

/** Writes articles, their indexes and the change log in one transaction. */
export interface ArticleWriter {
  readonly transaction: DatabaseTransaction;
  find(id: ArticleId): Promise<ArticleRecord | undefined>;
  /** The articles of a source, by external id. */
  findExisting(sourceId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, ExistingArticle>>;
  /** Writes an update of `previous` (`undefined` for a new article) and appends its changes to the log. */
  write(previous: ArticleRecord | undefined, update: ArticleUpdate): Promise<readonly Change[]>;
  flush(): Promise<void>;
}

export type WriteArticles = <T>(work: (writer: ArticleWriter) => Promise<T>) => Promise<T>;

export function createArticleWriter(db: Database, engine: Engine, statements: Statements): WriteArticles {
  return (work) =>
    writeTransaction(db, engine, async (transaction) => {
      const writer = openArticleWriter(transaction, engine, statements);
      const result = await work(writer);
      await writer.close();
      return result;
    });
}

function openArticleWriter(
  transaction: DatabaseTransaction,
  engine: Engine,
  statements: Statements,
): ArticleWriter & { close(): Promise<void> } {
  const terms = openTermIndex(transaction, statements);
  const ordinals = openOrdinalIndex(transaction, engine.search, statements);
  let lastSeq: number | undefined;
  let created = new Map<ArticleId, Insertable<ArticleTable>>();
  let changeRows: Insertable<ChangeTable>[] = [];

  const flush = async (): Promise<void> => {
    const [articles, changes] = [[...created.values()], changeRows];
    created = new Map();
    changeRows = [];
    await insertRows(transaction, statements, articles, changes);
    if (changes.length > 0) await engine.notifyOfChanges(transaction);
    await terms.flush();
    await ordinals.flush();
  };

  return {
    transaction,
    flush,

    async find(id) {
      if (created.has(id)) await flush();
      const row = await transaction.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toRecord(row);
    },

    findExisting: (sourceId, externalIds) => findExisting(transaction, sourceId, externalIds),

    async write(previous, { record, changes }) {
      const { id, ...columns } = toRow(record);
      if (previous === undefined) created.set(record.article.id, { id, ...columns });
      else await transaction.updateTable('articles').set(columns).where('id', '=', id).execute();

      const [before, after] = [publicArticle(previous), publicArticle(record)];
      if (record.wasPublic && previous?.wasPublic !== true) {
        await ordinals.assign(record.article);
        if (after === undefined) terms.recordLabels(record.article);
      }
      await terms.update(before, after);
      await ordinals.update(before, after);

      if (changes.length === 0) return [];
      const firstSeq = (lastSeq ?? (await getLastSeq(transaction))) + 1;
      const numbered = changes.map((change, index) => ({ seq: firstSeq + index, ...change }));
      lastSeq = firstSeq + changes.length - 1;
      changeRows.push(...numbered.map(toChangeRow));
      for (const change of changes) terms.recordLoss(change);
      return numbered;
    },

    async close() {
      await flush();
      await terms.writeCounts();
      // Last, because a later statement of several rows would make FTS5 write out what it has collected in memory.
      await ordinals.close();
    },
  };
}

async function insertRows(
  transaction: DatabaseTransaction,
  statements: Statements,
  articles: readonly Insertable<ArticleTable>[],
  changes: readonly Insertable<ChangeTable>[],
): Promise<void> {
  await statements.write(transaction, 'insert articles', articles, (rows) =>
    transaction.insertInto('articles').values(rows),
  );
  await statements.write(transaction, 'insert changes', changes, (rows) =>
    transaction.insertInto('changes').values(rows),
  );
}

async function findExisting(
  transaction: DatabaseTransaction,
  sourceId: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, ExistingArticle>> {
  const rows = await transaction
    .selectFrom('articles')
    .select(['external_id', 'id', 'input_hash', 'file'])
    .where('source_id', '=', sourceId)
    .where('external_id', 'in', externalIds)
    .execute();
  return new Map(
    rows.map((row) => [
      row.external_id,
      { id: row.id as ArticleId, inputHash: row.input_hash, file: row.file ?? row.external_id },
    ]),
  );
}

function publicArticle(record: ArticleRecord | undefined): Article | undefined {
  return record?.announcedAt === undefined ? undefined : record.article;
}
