import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Editors } from './editors.ts';
import type { SoakNewsroom } from './soak-newsroom.ts';
import type { SoakServer } from './soak-server.ts';

/** A fault that a newsroom must survive. No file is written while it begins or ends. */
export interface Fault {
  readonly name: string;
  /** How long it lasts in a long run. */
  readonly seconds: number;
  /** Readers get no answer while it lasts. */
  readonly stopsServer?: true;
  /** The database gives no answer while it lasts: readers get what the server has in memory. */
  readonly stopsDatabase?: true;
  /** Why it cannot be caused here. */
  readonly findObstacle?: (newsroom: SoakNewsroom) => string | undefined;
  /** Causes it. Returns what ends it. */
  begin(newsroom: SoakNewsroom, server: SoakServer, editors: Editors): End | Promise<End>;
}

type End = () => Promise<void> | void;

const needsDisk = ({ hasOwnDisk }: SoakNewsroom) => (hasOwnDisk ? undefined : 'needs root, to mount a small disk');
const needsPostgres = ({ postgres }: SoakNewsroom) =>
  postgres === undefined ? 'needs --database postgres' : undefined;
const needsFile = ({ databaseFile }: SoakNewsroom) => (databaseFile === undefined ? 'needs SQLite' : undefined);
const MANY_FILES = 2000;
const IDLE_CONNECTIONS = 5000;
const BURST = 500;
const REPEAT_MS = 2000;
const HOUR_MS = 3_600_000;
const BLOCK = Buffer.alloc(65_536, 'x');

/** In their order. A restart comes first, since it would repair what a later fault leaves. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'server-paused',
    seconds: 8,
    stopsServer: true,
    begin(_newsroom, server) {
      server.signal('SIGSTOP');
      return () => server.signal('SIGCONT');
    },
  },
  {
    name: 'server-killed',
    seconds: 5,
    stopsServer: true,
    async begin(_newsroom, server) {
      await server.end('SIGKILL');
      return () => server.start();
    },
  },
  {
    name: 'server-restarted',
    seconds: 1,
    stopsServer: true,
    async begin(_newsroom, server) {
      await server.end('SIGTERM');
      return () => server.start();
    },
  },
  {
    name: 'folder-moved',
    seconds: 15,
    begin(newsroom) {
      const home = newsroom.folder;
      newsroom.folder = `${home}-away`;
      renameSync(home, newsroom.folder);
      return () => {
        renameSync(newsroom.folder, home);
        newsroom.folder = home;
      };
    },
  },
  {
    name: 'folder-replaced',
    seconds: 15,
    begin(newsroom) {
      const home = newsroom.folder;
      newsroom.folder = `${home}-old`;
      renameSync(home, newsroom.folder);
      return () => {
        copyFolder(newsroom.folder, home);
        rmSync(newsroom.folder, { recursive: true });
        newsroom.folder = home;
      };
    },
  },
  {
    name: 'link-switched',
    seconds: 15,
    begin(newsroom) {
      const old = newsroom.folder;
      newsroom.folder = `${old}-next`;
      copyFolder(old, newsroom.folder);
      return () => {
        const link = path.join(newsroom.root, 'link');
        symlinkSync(newsroom.folder, link);
        renameSync(link, newsroom.link);
        rmSync(old, { recursive: true });
      };
    },
  },
  {
    name: 'database-locked',
    seconds: 60,
    findObstacle: needsFile,
    begin({ databaseFile = '' }) {
      const database = new DatabaseSync(databaseFile, { timeout: 10_000 });
      database.exec('begin immediate');
      return () => {
        database.exec('rollback');
        database.close();
      };
    },
  },
  {
    name: 'disk-full',
    seconds: 30,
    findObstacle: needsDisk,
    begin({ data }) {
      const file = path.join(data, 'filler');
      fill(file, BLOCK);
      fill(file, BLOCK.subarray(0, 512));
      return () => rmSync(file);
    },
  },
  {
    name: 'database-read-only',
    seconds: 30,
    findObstacle: (newsroom) => needsFile(newsroom) ?? needsDisk(newsroom),
    begin({ databaseFile = '' }) {
      // Unlike its mode, this also stops root, and files that are open.
      const files = [databaseFile, `${databaseFile}-wal`].filter((file) => existsSync(file));
      execFileSync('chattr', ['+i', ...files]);
      return () => void execFileSync('chattr', ['-i', ...files]);
    },
  },
  {
    name: 'media-read-only',
    seconds: 20,
    findObstacle: needsDisk,
    begin({ media }) {
      execFileSync('chattr', ['+i', media]);
      return () => void execFileSync('chattr', ['-i', media]);
    },
  },
  {
    name: 'media-deleted',
    seconds: 20,
    begin({ media }) {
      rmSync(media, { recursive: true });
      return () => undefined;
    },
  },
  {
    name: 'definition-broken',
    seconds: 10,
    begin({ definition }) {
      const text = readFileSync(definition);
      writeFileSync(definition, 'title: Honest\ncount: many\n');
      return () => writeFileSync(definition, text);
    },
  },
  {
    name: 'postgres-paused',
    seconds: 60,
    stopsDatabase: true,
    findObstacle: needsPostgres,
    begin({ postgres }) {
      postgres?.pause();
      return () => postgres?.resume();
    },
  },
  {
    name: 'postgres-stopped',
    seconds: 60,
    stopsDatabase: true,
    findObstacle: needsPostgres,
    async begin({ postgres }) {
      await postgres?.halt();
      return () => postgres?.start();
    },
  },
  {
    name: 'postgres-unreachable',
    seconds: 60,
    stopsDatabase: true,
    findObstacle: needsPostgres,
    begin: ({ postgres }) => postgres?.loseNetwork() ?? (() => undefined),
  },
  {
    name: 'connections-cut',
    seconds: 20,
    findObstacle: needsPostgres,
    begin: ({ postgres }) => repeat(() => postgres?.cutConnections()),
  },
  {
    name: 'connections-terminated',
    seconds: 20,
    findObstacle: needsPostgres,
    begin: ({ postgres }) => repeat(() => postgres?.execute(TERMINATE)),
  },
  {
    name: 'postgres-read-only',
    seconds: 30,
    findObstacle: needsPostgres,
    async begin({ postgres }) {
      const set = async (value: string): Promise<void> => {
        await postgres?.execute(`alter system set default_transaction_read_only = ${value}`);
        await postgres?.execute('select pg_reload_conf()');
      };
      await set('on');
      return () => set('off');
    },
  },
  ...[HOUR_MS, -HOUR_MS].map(
    (offsetMs): Fault => ({
      name: `database-clock-${offsetMs > 0 ? 'forward' : 'back'}`,
      seconds: 30,
      findObstacle: needsPostgres,
      async begin({ postgres }) {
        await postgres?.execute(`create function public.clock_timestamp() returns timestamptz language sql volatile
          as $$ select pg_catalog.clock_timestamp() + interval '${offsetMs} milliseconds' $$`);
        return () => postgres?.execute('drop function public.clock_timestamp()');
      },
    }),
  ),
  ...[HOUR_MS, -HOUR_MS].map(
    (offsetMs): Fault => ({
      name: `server-clock-${offsetMs > 0 ? 'forward' : 'back'}`,
      seconds: 30,
      begin({ clockFile }) {
        writeFileSync(clockFile, String(offsetMs));
        return () => rmSync(clockFile);
      },
    }),
  ),
  {
    name: 'idle-connections',
    seconds: 30,
    async begin(_newsroom, { port }) {
      const sockets = Array.from({ length: IDLE_CONNECTIONS }, () =>
        connect(port, '127.0.0.1').on('error', () => undefined),
      );
      return () => {
        for (const socket of sockets) socket.destroy();
      };
    },
  },
  {
    name: 'bursts',
    seconds: 20,
    begin: (_newsroom, { port }) =>
      repeat(() => {
        for (let sent = 0; sent < BURST; sent += 1) {
          // Each on a connection of its own.
          get({ port, host: '127.0.0.1', path: '/feeds/all.rss', agent: false }, (response) => response.resume()).on(
            'error',
            () => undefined,
          );
        }
      }),
  },
  {
    name: 'many-files',
    seconds: 60,
    begin(_newsroom, _server, editors) {
      editors.saveMany(MANY_FILES);
      return () => undefined;
    },
  },
];

/** Ends the connections of the servers, not that of this statement. */
const TERMINATE =
  'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null';

/** Does it now and every few seconds. Returns what ends that. */
function repeat(work: () => unknown): End {
  const run = async (): Promise<void> => void (await work());
  const again = (): void => void run().catch(() => undefined);
  again();
  const timer = setInterval(again, REPEAT_MS);
  return () => clearInterval(timer);
}

/** Leaves out pipes and links, which are hostile. */
function copyFolder(from: string, to: string): void {
  const filter = (file: string): boolean => {
    const stats = lstatSync(file);
    return stats.isFile() || stats.isDirectory();
  };
  cpSync(from, to, { recursive: true, preserveTimestamps: true, filter });
}

function fill(file: string, bytes: Uint8Array): void {
  try {
    for (;;) appendFileSync(file, bytes);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault;
  }
}
