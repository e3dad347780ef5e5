import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { main } from '../../src/main.ts';
import type { NewsroomFolder } from './newsroom-folder.ts';
import { until } from './until.ts';

type Options = Readonly<Record<string, string>>;

/** How a process ended, and what it printed. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One line of the server's log. */
type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** A server's answer. */
export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly type: string;
  readonly body: string;
}

/** A process of the program. */
export interface TidingsProcess {
  /** What it wrote to standard output so far. */
  output(): string;
  /** The lines of its log so far. */
  log(): readonly LogLine[];
  hasEnded(): boolean;
  /** Closes our end of its standard output, as `npm start | head` does. */
  stopListening(): void;
  readonly ended: Promise<Ending>;
  /** Sends a signal; resolves when the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<Ending>;
  /** Sends a signal to the processes that it has started too, as a terminal and systemd do. */
  stopGroup(signal: NodeJS.Signals): Promise<Ending>;
}

/** A server that has printed its address. */
export interface RunningTidings extends TidingsProcess {
  readonly port: number;
  read(address: string, headers?: Options): Promise<Answer>;
}

const PROGRAM = 'bin/tidings.js';
/** Node's compile cache: most of a short command's time would be compiling. */
const NODE_COMPILE_CACHE = path.join(tmpdir(), 'tidings-compile-cache');
const READY = / is ready, feeds: \d+\. Open http\S+\/\n/;

let lastRun: Promise<unknown> = Promise.resolve();

/**
 * Runs a command of the program to its end, in this process: the start of a process takes most of a command's time.
 * Commands run one after another, because they share environment and output.
 */
export function runTidings(folder: NewsroomFolder, args: readonly string[], options: Options = {}): Promise<Ending> {
  return runIn(process.cwd(), args, { PORT: '0', ...folder.environment, ...options });
}

/** Runs a command as `runTidings` does, in a folder, with no other options than these. */
export function runIn(cwd: string, args: readonly string[], options: Options): Promise<Ending> {
  const run = lastRun.then(() => runHere(cwd, args, options));
  lastRun = run.catch(() => undefined);
  return run;
}

async function runHere(cwd: string, args: readonly string[], options: Options): Promise<Ending> {
  const before = { cwd: process.cwd(), env: process.env, exitCode: process.exitCode };
  const { PATH } = process.env;
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      written[stream] += chunk;
      return true;
    }),
  );
  try {
    process.chdir(cwd);
    process.env = { PATH, ...options };
    process.exitCode = 0;
    await main([process.execPath, PROGRAM, ...args]);
    return { code: Number(process.exitCode), signal: null, ...written };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    process.exitCode = before.exitCode;
    for (const spy of spies) spy.mockRestore();
  }
}

/** Starts the server, of this or another folder of the program, on a free port and waits for the line with its address. */
export async function startTidings(
  folder: NewsroomFolder,
  options: Options = {},
  programFolder: string = process.cwd(),
): Promise<RunningTidings> {
  const server = launchTidings(folder, ['serve'], options, programFolder);
  await until('the server prints its address', async () => {
    if (server.hasEnded()) throw new Error(`the server ended: ${JSON.stringify(await server.ended)}`);
    return READY.test(server.output()) || undefined;
  });
  const port = Number(server.log().find(({ msg }) => msg === 'listening')?.port);
  return {
    ...server,
    port,
    async read(address, headers = {}) {
      // Uncompressed: the entity tag of a compressed document changes as soon as it is compressed better.
      const response = await fetch(`http://localhost:${port}${address}`, {
        headers: { 'Accept-Encoding': 'identity', ...headers },
      });
      return {
        status: response.status,
        etag: response.headers.get('etag') ?? '',
        type: response.headers.get('content-type') ?? '',
        body: await response.text(),
      };
    },
  };
}

/** Launches the program without waiting for anything. */
export function launchTidings(
  folder: NewsroomFolder,
  args: readonly string[],
  options: Options = {},
  programFolder: string = process.cwd(),
): TidingsProcess {
  const command = [process.execPath, path.join(programFolder, PROGRAM), ...args];
  return launchCommand(programFolder, folder, command, { PORT: '0', ...folder.environment, ...options });
}

/** Launches the program in a folder with no other options than these. */
export function launchIn(
  cwd: string,
  folder: Pick<NewsroomFolder, 'onRemove'>,
  args: readonly string[],
  options: Options,
): TidingsProcess {
  return launchCommand(cwd, folder, [process.execPath, path.resolve(PROGRAM), ...args], options);
}

/** Launches any command in a folder. `stop` sends its signal to this process alone; the removal ends all processes of its group. */
export function launchCommand(
  cwd: string,
  folder: Pick<NewsroomFolder, 'onRemove'>,
  [command = '', ...args]: readonly string[],
  options: Options,
): TidingsProcess {
  const { PATH = '' } = process.env;
  const child = spawn(command, args, {
    cwd,
    detached: true,
    // Only the options of the test, not those of the developer's shell.
    env: { PATH, NODE_COMPILE_CACHE, ...options },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let hasEnded = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      hasEnded = true;
      resolve({ code, signal, stdout, stderr });
    });
  });
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> => {
    child.kill(signal);
    return ended;
  };
  const stopGroup = (signal: NodeJS.Signals): Promise<Ending> => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The whole group has ended.
    }
    return ended;
  };
  folder.onRemove(() => stopGroup('SIGKILL'));
  return {
    output: () => stdout,
    log: () => linesOf(stdout),
    hasEnded: () => hasEnded,
    stopListening: () => child.stdout.destroy(),
    ended,
    stop,
    stopGroup,
  };
}

/** The JSON lines of an output. The last line may be incomplete. */
function linesOf(output: string): readonly LogLine[] {
  return output
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}
