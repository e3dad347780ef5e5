import type { ChildProcess } from 'node:child_process';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import path from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { ask, askUntilReady } from './ask.ts';
import type { NewsroomFolder } from './newsroom-folder.ts';
import { findFreePort, type Place, start, stop } from './processes.ts';

/** A server that runs in a process of its own. */
export interface RunningProgram {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process to its first answer, in milliseconds. */
  readonly readyMs: number;
  /** Empties its log, so that a long run does not fill the disk. */
  clearLog(): void;
  stop(): Promise<void>;
}

/** How the real program is started. */
export interface ProgramOptions {
  readonly place: Place;
  /** By default a free one. */
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Asked until it is answered. */
  readonly readyPath?: string;
  /** The file of its log; by default one of its own. */
  readonly log?: string;
}

const ROOT = path.join(import.meta.dirname, '..');
/** What `npm start` says behind `node`: Node's own options, the program, its command. */
const [, ...START] = manifest.scripts.start.split(' ');
/** What the articles of every server call the site, so that the bytes are the same whichever port it has. */
const PUBLIC_URL = 'https://news.example.org';

/** Starts `tidings serve` as an operator would, its log in a file. Resolves when it answers. */
export async function startTidings(newsroom: NewsroomFolder, options: ProgramOptions): Promise<RunningProgram> {
  const { port = await findFreePort() } = options;
  const { place, environment = {}, readyPath = '/feeds/full.rss' } = options;
  const args = START.map((word) => (word.startsWith('bin/') ? path.join(ROOT, word) : word));
  return await startProgram({
    place,
    command: process.execPath,
    args,
    port,
    readyPath,
    log: options.log ?? path.join(newsroom.folder, `log-${port}`),
    environment: {
      PORT: String(port),
      PUBLIC_URL,
      DATABASE_URL: `sqlite:${newsroom.databaseFile}`,
      FEEDS_DIR: path.join(newsroom.folder, 'feeds'),
      MEDIA_DIR: path.join(newsroom.folder, 'media'),
      ...environment,
    },
  });
}

/** Starts a server of `bench/servers`: its arguments are the folder of prepared documents and its port. */
export async function startServerFile(name: string, folder: string, readyPath: string): Promise<RunningProgram> {
  const port = await findFreePort();
  const args = [path.join(import.meta.dirname, 'servers', `${name}.ts`), folder, String(port)];
  const log = path.join(folder, `log-${name}`);
  return await startProgram({ place: 'server', command: process.execPath, args, port, readyPath, log });
}

/** The server with a door for the bench (`servers/newsroom.ts`). */
export interface RunningNewsroom extends RunningProgram {
  /** Saves an article as new and announces it, as a request that publishes would. Resolves with the milliseconds inside the server. */
  publish(number: number): Promise<number>;
  /** Documents built so far. */
  countBuilds(): Promise<number>;
}

/** Starts the server with a door on all cores: threads of its own work beside it, as they do in production. */
export async function startNewsroom({ folder }: Pick<NewsroomFolder, 'folder'>): Promise<RunningNewsroom> {
  const [port, doorPort] = [await findFreePort(), await findFreePort()];
  const script = path.join(import.meta.dirname, 'servers', 'newsroom.ts');
  const program = await startProgram({
    place: 'free',
    command: process.execPath,
    args: [...START.filter((word) => word.startsWith('--')), script, folder, String(port), String(doorPort)],
    port,
    readyPath: '/feeds/full.rss',
    log: path.join(folder, `log-${port}`),
  });
  return {
    ...program,
    async publish(number) {
      const { body } = await ask(doorPort, { path: `/publish?number=${number}`, method: 'POST' });
      return (JSON.parse(body.toString()) as { savedMs: number }).savedMs;
    },
    async countBuilds() {
      const { body } = await ask(doorPort, { path: '/builds' });
      return (JSON.parse(body.toString()) as { builds: number }).builds;
    },
  };
}

/** Starts a program that listens on a port. Resolves when it answers at a path, rejects when it ends before. */
export async function startProgram(program: {
  readonly place: Place;
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly readyPath: string;
  readonly log: string;
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<RunningProgram> {
  const { place, command, args, port, readyPath, log, environment = {} } = program;
  // Appending: a log that was emptied goes on at its beginning.
  const output = openSync(log, 'a');
  const env = { ...process.env, ...environment };
  const began = performance.now();
  const child = start(place, command, args, { stdio: ['ignore', output, output], env });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code}; see ${log}`)));
  });
  // Later ends are none of anybody's business: only the race below listens.
  ended.catch(() => undefined);
  await Promise.race([askUntilReady(port, { path: readyPath }), ended]);
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
