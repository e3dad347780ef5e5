import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Kysely } from 'kysely';
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts';
import { toStartError } from '../../src/store/sqlite-errors.ts';
import { createSqliteFile } from './databases.ts';

test('a transaction that finds the disk full says so, and the next one works', async () => {
  const database = new DatabaseSync(':memory:');
  const db = new Kysely<{ notes: { text: string } }>({
    dialect: new NodeSqliteDialect(database),
  });
  await db.schema.createTable('notes').addColumn('text', 'text').execute();
  // SQLite answers as it does on a full disk, and rolls back.
  database.exec('pragma max_page_count = 4');
  const insert = (text: string) =>
    db.transaction().execute((transaction) => transaction.insertInto('notes').values({ text }).execute());

  const error = await insert('x'.repeat(100_000)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: 'database or disk is full' });
  expect(toStartError('news.db', error).message).toBe('The database news.db cannot be written: the disk is full.');

  await insert('a short note');
  expect(await db.selectFrom('notes').selectAll().execute()).toEqual([{ text: 'a short note' }]);
  await db.destroy();
});

test('a read that finds the file locked, as during a recovery, waits without blocking the thread', async () => {
  const { path, drop } = await createSqliteFile();
  const other = new DatabaseSync(path);
  other.exec("create table notes (text); insert into notes values ('a'); begin exclusive");
  const db = new Kysely<{ notes: { text: string } }>({
    dialect: new NodeSqliteDialect(new DatabaseSync(path, { timeout: 0 })),
  });
  const reading = db.selectFrom('notes').selectAll().execute();
  await setImmediate();
  other.exec('commit');
  expect(await reading).toEqual([{ text: 'a' }]);
  other.close();
  await db.destroy();
  await drop();
});
