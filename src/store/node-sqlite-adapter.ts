import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

const MAX_STATEMENTS = 200;

/** Adapts `node:sqlite` to Kysely's SQLite dialect, which expects better-sqlite3. */
export function adaptNodeSqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const statement = statements.get(sql) ?? prepareStatement(database, sql);
      // The first key is the statement that was not used for longest.
      statements.delete(sql);
      statements.set(sql, statement);
      if (statements.size > MAX_STATEMENTS) statements.delete(statements.keys().next().value ?? sql);
      return statement;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}

/**
 * A deferred transaction that reads before another process writes fails at its own first write, whatever the busy timeout
 * (https://www.sqlite.org/lang_transaction.html). An immediate one waits at its start.
 */
function beginImmediate(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql;
}

function prepareStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = adaptStatement(database.prepare(beginImmediate(sql)));
  if (sql !== 'rollback') return statement;
  // SQLite itself rolls back where the disk is full. A second rollback would fail, and hide why the first one happened.
  const run: SqliteStatement['run'] = (parameters) =>
    database.isTransaction ? statement.run(parameters) : { changes: 0n, lastInsertRowid: 0n };
  return { ...statement, run };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  const reader = statement.columns().length > 0;
  // A writing statement returns the last row id, and row ids of the full-text index do not fit into a JavaScript number.
  if (!reader) statement.setReadBigInts(true);
  return {
    reader,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

/** The driver rejects what it cannot bind. */
function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
