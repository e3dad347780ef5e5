import type { ChildProcess } from 'node:child_process';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import path from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import type { Timestamp } from '../src/model/timestamp.ts';
import type { NewsroomFolder } from './newsroom-folder.ts';
import { type Core, findFreePort, start, stop } from './processes.ts';
import { sendRequest, waitUntilReady } from './send-request.ts';

/** A server in its own process. */
export interface RunningProgram {
  readonly pid: number;
  readonly port: number;
  /** Milliseconds from the start of the process to its first answer. */
  readonly readyMs: number;
  /** Empties the log file, so that a long run does not fill the disk. */
  clearLog(): void;
  stop(): Promise<void>;
}

/** How to start `tidings serve`. */
export interface ProgramOptions {
  readonly core: Core;
  /** A free port by default. */
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** The path that is requested until the server answers. */
  readonly readyPath?: string;
  /** The log file. */
  readonly log?: string;
}

const ROOT = path.join(import.meta.dirname, '..');
/** The arguments of `node` in `npm start`, which is `exec node …`. */
const [, , ...START] = manifest.scripts.start.split(' ');
/** The same for all servers, so that their documents are the same bytes. */
const PUBLIC_URL = 'https://news.example.org';

/** Starts `tidings serve` with its log in a file. Resolves when it answers. */
export async function startTidings(newsroom: NewsroomFolder, options: ProgramOptions): Promise<RunningProgram> {
  const { port = await findFreePort() } = options;
  const { core, environment = {}, readyPath = '/feeds/full.rss' } = options;
  const args = START.map((word) => (word.startsWith('bin/') ? path.join(ROOT, word) : word));
  return await startProgram({
    core,
    command: process.execPath,
    args,
    port,
    readyPath,
    log: options.log ?? path.join(newsroom.folder, `log-${port}`),
    environment: {
      PORT: String(port),
      PUBLIC_URL,
      // Not the options file of the developer.
      NEWSROOM_DIR: newsroom.folder,
      DATABASE_URL: `sqlite:${newsroom.databaseFile}`,
      FEEDS_DIR: path.join(newsroom.folder, 'feeds'),
      MEDIA_DIR: path.join(newsroom.folder, 'media'),
      ...environment,
    },
  });
}

/** Starts a server of `bench/servers`. Its arguments are the folder of prepared documents and the port. */
export async function startServerFile(name: string, folder: string, readyPath: string): Promise<RunningProgram> {
  const port = await findFreePort();
  const args = [path.join(import.meta.dirname, 'servers', `${name}.ts`), folder, String(port)];
  const log = path.join(folder, `log-${name}`);
  return await startProgram({ core: 'server', command: process.execPath, args, port, readyPath, log });
}

/** The server with a control port (`servers/newsroom.ts`). */
export interface RunningNewsroom extends RunningProgram {
  /** Saves an article, by default one that is public at once. Resolves with the milliseconds inside the server. */
  publish(number: number, publishedAt?: Timestamp): Promise<number>;
  /** The number of documents built so far. */
  countBuilds(): Promise<number>;
}

/** Starts the server with a control port on all cores, since its threads use other cores in production too. */
export async function startNewsroom(
  { folder }: Pick<NewsroomFolder, 'folder'>,
  ...database: readonly string[]
): Promise<RunningNewsroom> {
  const [port, controlPort] = [await findFreePort(), await findFreePort()];
  const script = path.join(import.meta.dirname, 'servers', 'newsroom.ts');
  const program = await startProgram({
    core: 'any',
    command: process.execPath,
    args: [
      ...START.filter((word) => word.startsWith('--')),
      script,
      folder,
      String(port),
      String(controlPort),
      ...database,
    ],
    port,
    readyPath: '/feeds/full.rss',
    log: path.join(folder, `log-${port}`),
  });
  return {
    ...program,
    async publish(number, publishedAt) {
      const path = `/publish?number=${number}&at=${publishedAt ?? ''}`;
      const { body } = await sendRequest(controlPort, { path, method: 'POST' });
      return (JSON.parse(body.toString()) as { savedMs: number }).savedMs;
    },
    async countBuilds() {
      const { body } = await sendRequest(controlPort, { path: '/builds' });
      return (JSON.parse(body.toString()) as { builds: number }).builds;
    },
  };
}

/** Starts a program that listens on a port. Resolves when it answers at a path; rejects if it ends before. */
export async function startProgram(program: {
  readonly core: Core;
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly readyPath: string;
  readonly log: string;
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<RunningProgram> {
  const { core, command, args, port, readyPath, log, environment = {} } = program;
  // Opened for appending, so that an emptied log continues at its beginning.
  const output = openSync(log, 'a');
  const env = { ...process.env, ...environment };
  const began = performance.now();
  const child = start(core, command, args, { stdio: ['ignore', output, output], env });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code}; see ${log}`)));
  });
  // Only the race below handles an early end.
  ended.catch(() => undefined);
  await Promise.race([waitUntilReady(port, { path: readyPath }), ended]);
  const readyMs = performance.now() - began;
  return {
    pid: pidOf(child),
    port,
    readyMs,
    clearLog: () => ftruncateSync(output),
    async stop() {
      await stop(child);
      closeSync(output);
    },
  };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('expected a process that has started');
  return pid;
}
