import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { processesOf } from '../../bench/processes.ts';
import { type PostgresServer, startPostgres } from '../postgres/start-postgres.ts';

/** A PostgreSQL server, with a proxy before it whose connections can be broken. */
export interface SoakPostgres {
  /** Through the proxy. */
  readonly url: string;
  /** Runs a statement without the proxy. */
  execute(statement: string): Promise<void>;
  /** Stops all its processes, as a machine without processor time does. */
  pause(): void;
  resume(): void;
  halt(): Promise<void>;
  start(): Promise<void>;
  /** Closes all connections of clients. */
  cutConnections(): void;
  /** From now on nothing arrives, and nobody is told. Returns what ends it. */
  loseNetwork(): () => void;
  remove(): Promise<void>;
  /** Ends it without waiting, where the process ends. */
  kill(): void;
}

/** Functions of the schema `public` come first, so that the soak can set the clock of the database. */
const SEARCH_PATH = '-c search_path=public,pg_catalog';

/** With its data in `dataFolder`, which must not exist. */
export async function startSoakPostgres(dataFolder: string): Promise<SoakPostgres> {
  const server = await startPostgres({ dataFolder });
  const proxy = await openProxy(server.port);
  const url = new URL(server.url);
  url.port = String(proxy.port);
  url.searchParams.set('options', SEARCH_PATH);
  return {
    url: url.href,
    execute: (statement) => execute(server.url, statement),
    pause: () => signalAll(server, 'SIGSTOP'),
    resume: () => signalAll(server, 'SIGCONT'),
    halt: () => server.halt(),
    start: () => server.start(),
    cutConnections: proxy.cut,
    loseNetwork: proxy.lose,
    kill() {
      signalAll(server, 'SIGKILL');
    },
    async remove() {
      proxy.close();
      signalAll(server, 'SIGCONT');
      await server.stop();
    },
  };
}

function signalAll({ pid }: PostgresServer, signal: NodeJS.Signals): void {
  for (const each of pid === undefined ? [] : processesOf(pid)) {
    try {
      process.kill(each, signal);
    } catch {
      // It has ended.
    }
  }
}

async function execute(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Passes connections on to a port of this machine. */
async function openProxy(target: number) {
  const sockets = new Set<Socket>();
  let isLost = false;
  const add = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      add(from);
      from.on('data', (bytes) => {
        if (!isLost) to.write(bytes);
      });
      from.once('close', () => {
        if (!isLost) to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port, got none');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    lose() {
      isLost = true;
      return () => {
        // What was sent meanwhile is missing, so no connection can go on.
        isLost = false;
        cut();
      };
    },
    close() {
      server.close();
      cut();
    },
  };
}
