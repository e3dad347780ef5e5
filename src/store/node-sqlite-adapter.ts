import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** The store has some dozens of statements, and lists by several terms add a few more. */
const MAX_STATEMENTS = 200;

/** Adapts `node:sqlite` to Kysely's SQLite dialect, which expects better-sqlite3. Keeps the last 200 statements prepared. */
export function adaptNodeSqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const statement = statements.get(sql) ?? adaptStatement(database.prepare(beginImmediate(sql)));
      // A map keeps the order of insertion, so the first key is the statement that was not used for longest.
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
 * All transactions write. A deferred one that reads before another process writes fails at its own first write, whatever the busy
 * timeout (https://www.sqlite.org/lang_transaction.html); an immediate one waits at its start.
 */
function beginImmediate(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql;
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

/** Kysely has no type for bindable values; the driver itself rejects what it cannot bind. */
function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
