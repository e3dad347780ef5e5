import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DatabaseLocation } from '../model/database-url.ts';
import { StartError } from '../model/problem.ts';
import { toArticle } from './article-row.ts';
import { getLastSeq } from './change-log.ts';
import { type Engine, writeTransaction } from './engine.ts';
import { UNFINISHED_COPY_TABLE } from './migrations/migrate.ts';
import { openDatabase } from './open-database.ts';
import {
  anyTables,
  countRows,
  createSummary,
  findUsedTable,
  type Row,
  readRows,
  summarizeTable,
  type TableSummary,
} from './read-rows.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { buildSearchText } from './search-text.ts';
import { createStatements } from './statements.ts';
import { ALL_TABLES, COPIED_TABLES, type CopiedTable } from './tables.ts';

export interface CopyReport {
  readonly tables: readonly {
    readonly name: string;
    readonly source: TableSummary;
    readonly target: TableSummary;
    readonly isEqual: boolean;
  }[];
  readonly isEqual: boolean;
  /** Changes that were written to the source while it was copied. The copy does not have them. */
  readonly missedChanges: number;
}

interface CopyProgress {
  readonly step: 'copy' | 'index' | 'compare';
  readonly table: string;
  readonly done: number;
  readonly rows: number;
}

interface CopyOptions {
  readonly from: DatabaseLocation;
  readonly to: DatabaseLocation;
  readonly onProgress?: OnProgress;
}

/** While rows are copied, the copy waits for what it returns. */
type OnProgress = (progress: CopyProgress) => unknown;

const INDEX_BATCH = 500;

/**
 * Copies all rows of one moment, builds the search index, and compares both databases. The target may be written by nobody else. Until all
 * is copied and equal, only another copy opens it, which begins anew. Rejects with a `StartError` where the target is not empty.
 */
export async function copyDatabase({ from, to, onProgress = () => undefined }: CopyOptions): Promise<CopyReport> {
  await using opened = new AsyncDisposableStack();
  // What a newer version has added would be missing in the copy.
  const [source, target] = [
    opened.adopt(await openDatabase({ database: from, asItIs: true, later: 'none' }), close),
    opened.adopt(await openDatabase({ database: to, unfinishedCopy: true, later: 'none' }), close),
  ];
  const write = await beginCopy(target.db, target.engine);
  // Both settings make it one snapshot: SQLite knows only the second.
  const snapshot = source.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  const { copied, seq } = await snapshot.execute(async (transaction) => {
    const copied: { readonly table: CopiedTable; readonly source: TableSummary }[] = [];
    for (const table of COPIED_TABLES) {
      copied.push({ table, source: await copyTable(transaction, table, write, onProgress) });
    }
    return { copied, seq: await getLastSeq(transaction) };
  });
  for (const { name, counter } of COPIED_TABLES) {
    if (counter !== undefined) await target.engine.continueCounter(target.db, name, counter);
  }
  await buildSearchIndex(target.db, target.engine, write, onProgress);
  await target.engine.withoutTimeLimits(target.db, (db) => target.engine.analyze(db));
  const tables: CopyReport['tables'][number][] = [];
  for (const { table, source: expected } of copied) {
    const found = await compareTable(target.db, table, expected, onProgress);
    const isEqual = expected.rows === found.rows && expected.checksum === found.checksum;
    tables.push({ name: table.name, source: expected, target: found, isEqual });
  }
  const isEqual = tables.every((table) => table.isEqual);
  if (isEqual) await write((transaction) => transaction.schema.dropTable(UNFINISHED_COPY_TABLE).execute());
  return { tables, isEqual, missedChanges: (await getLastSeq(source.db)) - seq };
}

function close({ db }: { readonly db: Database }): Promise<void> {
  return db.destroy();
}

type Write = <T>(work: (transaction: DatabaseTransaction) => Promise<T>) => Promise<T>;

/** Empties an unfinished copy, and marks the target as one. Returns how this copy writes: it fails once another copy has begun. */
async function beginCopy(db: Database, engine: Engine): Promise<Write> {
  const id = randomUUID();
  await writeTransaction(db, engine, async (transaction) => {
    if (await isUnfinishedCopy(transaction)) {
      await engine.emptyTables(transaction, ALL_TABLES);
      await engine.search.clear(transaction);
      await transaction.schema.dropTable(UNFINISHED_COPY_TABLE).execute();
    }
    const used = await findUsedTable(transaction);
    if (used !== undefined) {
      throw new StartError(`The database ${engine.name} is not empty (table ${used}): a copy needs a new one.`);
    }
    await transaction.schema.createTable(UNFINISHED_COPY_TABLE).addColumn('id', 'text').execute();
    await sql`insert into ${sql.table(UNFINISHED_COPY_TABLE)} (id) values (${id})`.execute(transaction);
  });
  return (work) =>
    writeTransaction(db, engine, async (transaction) => {
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(UNFINISHED_COPY_TABLE)}`.execute(
        transaction,
      );
      if (rows[0]?.id !== id) throw new StartError(`Another copy into the database ${engine.name} has begun.`);
      return await work(transaction);
    });
}

async function isUnfinishedCopy(db: Database): Promise<boolean> {
  const tables = await db.introspection.getTables();
  return tables.some((table) => table.name === UNFINISHED_COPY_TABLE);
}

async function copyTable(
  source: Database,
  table: CopiedTable,
  write: Write,
  onProgress: OnProgress,
): Promise<TableSummary> {
  const { name } = table;
  const total = await countRows(source, table);
  const statements = createStatements();
  const summary = createSummary();
  let done = 0;
  onProgress({ step: 'copy', table: name, done, rows: total });
  for await (const rows of readRows(source, table)) {
    summary.add(rows);
    await write((transaction) =>
      statements.write(transaction, name, rows, (batch: readonly Row[]) =>
        anyTables(transaction).insertInto(name).values(batch),
      ),
    );
    done += rows.length;
    await onProgress({ step: 'copy', table: name, done, rows: total });
  }
  return summary.finish();
}

async function buildSearchIndex(db: Database, engine: Engine, write: Write, onProgress: OnProgress): Promise<void> {
  const { count } = await db
    .selectFrom('ordinals')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  let last = Number.MIN_SAFE_INTEGER;
  for (let done = 0; ; ) {
    const ordinals = await db
      .selectFrom('ordinals')
      .select(['ordinal', 'article_id'])
      .where('ordinal', '>', last)
      .orderBy('ordinal')
      .limit(INDEX_BATCH)
      .execute();
    const newest = ordinals.at(-1);
    if (newest === undefined) return;
    last = newest.ordinal;
    const ids = ordinals.map((row) => row.article_id);
    const rows = await db
      .selectFrom('articles')
      .selectAll()
      .where('id', 'in', ids)
      .where('announced_at', 'is not', null)
      .execute();
    const texts = new Map(rows.map((row) => [row.id, buildSearchText(toArticle(row))]));
    const entries = ordinals.flatMap(({ ordinal, article_id }) => {
      const text = texts.get(article_id);
      return text === undefined ? [] : [{ ordinal, text }];
    });
    await write((transaction) => engine.search.put(transaction, entries));
    done += ordinals.length;
    onProgress({ step: 'index', table: 'search index', done, rows: Number(count) });
  }
}

async function compareTable(
  target: Database,
  table: CopiedTable,
  { rows }: TableSummary,
  onProgress: OnProgress,
): Promise<TableSummary> {
  let done = 0;
  return await summarizeTable(target, table, (read) => {
    done += read;
    onProgress({ step: 'compare', table: table.name, done, rows });
  });
}
