import { parseDatabaseUrl } from '../../src/model/database-url.ts';
import { openDatabase } from '../../src/store/open-database.ts';

/** Brings the database of the argument up to date. */
const database = parseDatabaseUrl(process.argv[2] ?? '');
if (database === undefined) throw new TypeError('expected sqlite:PATH or postgres://…');
const { db } = await openDatabase({ database });
await db.destroy();
