import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';
import { COPIED_TABLES, type CopiedTable } from './tables.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** The number of rows of a table, and a hash of all their values. Both are the same on every database that has the same rows. */
export interface TableSummary {
  readonly rows: number;
  readonly checksum: string;
}

/** Articles and changes have long texts: a batch of them stays below some megabytes. */
const BATCH = 2_000;
const LONG_ROWS: ReadonlySet<string> = new Set(['articles', 'changes']);
const BATCH_OF_LONG_ROWS = 200;

/** All rows of a table in the order of its key, in batches. */
export async function* readRows(db: Database, { name, key }: CopiedTable): AsyncGenerator<readonly Row[]> {
  const limit = LONG_ROWS.has(name) ? BATCH_OF_LONG_ROWS : BATCH;
  const columns = sql.join(key.map((column) => sql.ref(column)));
  for (let last: Row | undefined; ; ) {
    let query = anyTables(db).selectFrom(name).selectAll().limit(limit);
    for (const column of key) query = query.orderBy(column);
    if (last !== undefined) {
      const values = last;
      query = query.where(sql<boolean>`(${columns}) > (${sql.join(key.map((column) => values[column]))})`);
    }
    const rows = await query.execute();
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    last = rows.at(-1);
  }
}

export async function countRows(db: Database, { name }: CopiedTable): Promise<number> {
  const { count } = await anyTables(db)
    .selectFrom(name)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A table that has rows; `undefined` where all are empty. */
export async function findUsedTable(db: Database): Promise<string | undefined> {
  for (const { name } of COPIED_TABLES) {
    const row = await anyTables(db).selectFrom(name).selectAll().limit(1).executeTakeFirst();
    if (row !== undefined) return name;
  }
  return undefined;
}

/** Summarizes rows that are added in the order of the key. */
export function createSummary() {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add(rows: readonly Row[]): void {
      count += rows.length;
      for (const row of rows) {
        const columns = Object.keys(row).sort();
        hash.update(`${JSON.stringify(columns.map((column) => row[column]))}\n`);
      }
    },
    finish: (): TableSummary => ({ rows: count, checksum: hash.digest('hex') }),
  };
}

export async function summarizeTable(
  db: Database,
  table: CopiedTable,
  onRows?: (rows: number) => void,
): Promise<TableSummary> {
  const summary = createSummary();
  for await (const rows of readRows(db, table)) {
    summary.add(rows);
    onRows?.(rows.length);
  }
  return summary.finish();
}

/** The tables are known by name only. */
export function anyTables(db: Database): Kysely<Record<string, Row>> {
  return db as unknown as Kysely<Record<string, Row>>;
}
