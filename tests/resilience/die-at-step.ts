import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import pg from 'pg';

/**
 * Loaded before the program (`node --import`), and before each of its threads. Before each statement and each change of a file, the
 * process kills itself with the chance DIE_CHANCE: a kill from outside would seldom come in between.
 */
const chance = Number(process.env.DIE_CHANCE ?? 0);

function mayDie(): void {
  if (Math.random() < chance) process.kill(process.pid, 'SIGKILL');
}

type Methods = Record<string, (...args: unknown[]) => unknown>;

function dieBefore(target: object, names: readonly string[]): void {
  const methods = target as Methods;
  for (const name of names) {
    const original = methods[name];
    if (original === undefined) throw new Error(`expected a function ${name}`);
    methods[name] = function (this: unknown, ...args: unknown[]) {
      mayDie();
      return original.apply(this, args);
    };
  }
}

dieBefore(StatementSync.prototype, ['run', 'all', 'get', 'iterate']);
dieBefore(DatabaseSync.prototype, ['exec']);
dieBefore(fs.promises, ['open', 'rename', 'link', 'copyFile', 'writeFile', 'rm', 'mkdir']);
dieBefore(fs, ['renameSync', 'writeFileSync', 'rmSync']);
syncBuiltinESMExports();

/** The server has the statement, and does it or not. */
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const result = query.apply(this, args);
  setImmediate(mayDie);
  return result;
} as typeof pg.Client.prototype.query;
