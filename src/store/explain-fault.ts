import { resolve } from 'node:path';
import type { DatabaseLocation } from '../model/database-url.ts';
import { describePostgresUrl, explainFault as explainPostgresFault } from './postgres-errors.ts';
import { explainFault as explainSqliteFault } from './sqlite-errors.ts';

/** For messages to the operator, without a password. */
export function nameDatabase(location: DatabaseLocation): string {
  switch (location.kind) {
    case 'file':
      return resolve(location.path);
    case 'memory':
      return 'in memory';
    case 'postgres':
      return describePostgresUrl(location.url);
  }
}

/** A sentence that says why the database cannot be used at the moment; `undefined` for another error. */
export function explainFault(location: DatabaseLocation, error: unknown): string | undefined {
  const explain = location.kind === 'postgres' ? explainPostgresFault : explainSqliteFault;
  const reason = explain(error);
  return reason && `The database ${nameDatabase(location)} ${reason}.`;
}
