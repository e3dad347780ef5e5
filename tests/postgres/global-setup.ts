import { startPostgres } from './start-postgres.ts';

/** Starts one PostgreSQL server for the whole test run. Returns how to stop it, as `global-teardown.ts` needs it. */
export default async function setUp(): Promise<void> {
  const server = await startPostgres();
  process.env.TIDINGS_TEST_POSTGRES = server.url;
  Object.assign(globalThis, { stopPostgres: server.stop });
}
