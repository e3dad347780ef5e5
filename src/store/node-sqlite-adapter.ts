import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Prepared statements kept; the store has some dozens, and selections of several terms make a few more. */
const STATEMENTS = 200;

/**
 * Gives Kysely's SQLite dialect, which is written for better-sqlite3, what it needs from `node:sqlite`. Statements are prepared
 * once and kept while they are among the last 200 used.
 */
export function adaptNodeSqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const statement = statements.get(sql) ?? adaptStatement(database.prepare(immediate(sql)));
      // A map keeps the order of insertion: what is put back now is the last to go.
      statements.delete(sql);
      statements.set(sql, statement);
      if (statements.size > STATEMENTS) statements.delete(statements.keys().next().value ?? sql);
      return statement;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}

/**
 * Our transactions all write. A deferred one that has read before another process wrote fails at its own first write, at once
 * and whatever the busy timeout (https://www.sqlite.org/lang_transaction.html); an immediate one waits at its start.
 */
function immediate(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql;
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  const reader = statement.columns().length > 0;
  // What only writes answers with the last row id, and full-text search has row ids of its own that no JavaScript number holds.
  if (!reader) statement.setReadBigInts(true);
  return {
    reader,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

/** Kysely knows no type for what a driver binds; what the driver cannot bind it refuses itself. */
function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
