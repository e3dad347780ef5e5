import type { DatabaseSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import { retryWhileBusy } from './busy.ts';
import { adaptNodeSqlite } from './node-sqlite-adapter.ts';
import { isBusy } from './sqlite-errors.ts';

/**
 * Kysely's dialect for `node:sqlite`, which is synchronous: a busy timeout of SQLite would block the whole thread. The connection has
 * none. A statement that finds the file locked, as during a recovery, is run again later. A transaction that cannot begin fails at once.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: adaptNodeSqlite(database) });
    this.#database = database;
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }

  override createDriver(): SqliteDriver {
    return new NodeSqliteDriver(this.#database);
  }
}

/** Makes Kysely run all migrations in one transaction: of two processes that start together, the second finds them done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  #connection: RetryingConnection | undefined;

  constructor(database: DatabaseSync) {
    super({ database: adaptNodeSqlite(database) });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= new RetryingConnection(await super.acquireConnection());
    return this.#connection;
  }

  /**
   * A deferred transaction that reads before another process writes fails at its own first write
   * (https://www.sqlite.org/lang_transaction.html). An immediate one has the lock when it begins. One that only reads needs no lock.
   */
  override async beginTransaction(
    _connection: DatabaseConnection,
    { accessMode }: TransactionSettings = {},
  ): Promise<void> {
    const begin = accessMode === 'read only' ? 'begin' : 'begin immediate';
    await this.#connection?.executeOnce(CompiledQuery.raw(begin));
  }

  /** SQLite itself rolls back where the disk is full. A second rollback would fail, and hide why the first one happened. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

class RetryingConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  executeOnce: DatabaseConnection['executeQuery'] = (query) => this.#connection.executeQuery(query);

  executeQuery: DatabaseConnection['executeQuery'] = (query) =>
    retryWhileBusy({ isBusy }, () => this.executeOnce(query));

  streamQuery: DatabaseConnection['streamQuery'] = (query, chunkSize) => this.#connection.streamQuery(query, chunkSize);
}
