import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { Kysely, SqliteDialect } from 'kysely';
import { adaptNodeSqlite } from '../../src/store/node-sqlite-adapter.ts';
import { isDatabaseFault, toStartError } from '../../src/store/sqlite-errors.ts';

test('a transaction that finds the disk full says so, and the next one works', async () => {
  const database = new DatabaseSync(':memory:');
  const db = new Kysely<{ notes: { text: string } }>({
    dialect: new SqliteDialect({ database: adaptNodeSqlite(database) }),
  });
  await db.schema.createTable('notes').addColumn('text', 'text').execute();
  // SQLite answers as it does on a full disk, and rolls back.
  database.exec('pragma max_page_count = 4');
  const insert = (text: string) =>
    db.transaction().execute((transaction) => transaction.insertInto('notes').values({ text }).execute());

  const error = await insert('x'.repeat(100_000)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: 'database or disk is full' });
  expect(isDatabaseFault(error)).toBe(true);
  expect(toStartError('news.db', error).message).toBe('The database news.db cannot be written: the disk is full.');

  await insert('a short note');
  expect(await db.selectFrom('notes').selectAll().execute()).toEqual([{ text: 'a short note' }]);
  await db.destroy();
});
