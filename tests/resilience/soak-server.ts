import { createReadStream, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { findFreePort, residentMb } from '../../bench/processes.ts';
import { type RunningProgram, startTidings } from '../../bench/start-program.ts';
import type { SoakNewsroom } from './soak-newsroom.ts';

/** The server of a newsroom, as `npm start` runs it. */
export interface SoakServer {
  readonly port: number;
  /** Resolves when it answers, on the same port each time. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Sends a signal; resolves when the process has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Absent while it does not run. */
  measure(): ServerSample | undefined;
}

export interface ServerSample {
  readonly pid: number;
  readonly rssMb: number;
  readonly openFiles: number;
}

export async function createSoakServer(newsroom: SoakNewsroom): Promise<SoakServer> {
  const port = await findFreePort();
  let program: RunningProgram | undefined;
  const running = (): RunningProgram => {
    if (program === undefined) throw new Error('expected a running server');
    return program;
  };
  return {
    port,
    async start() {
      const folders = { folder: newsroom.root, databaseFile: newsroom.databaseFile ?? '', source: newsroom.link };
      const { environment, log } = newsroom;
      program = await startTidings(folders, { core: 'any', port, readyPath: '/healthz', environment, log });
    },
    signal: (signal) => void process.kill(running().pid, signal),
    async end(signal) {
      const ending = running();
      program = undefined;
      if (signal === 'SIGKILL') process.kill(ending.pid, signal);
      await ending.stop();
    },
    measure() {
      if (program === undefined) return undefined;
      const { pid } = program;
      return { pid, rssMb: residentMb(pid), openFiles: countFiles(pid) };
    },
  };
}

function countFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}

export interface LogSummary {
  readonly levels: Readonly<Record<string, number>>;
  /** The beginnings of warnings and errors, with their numbers, most frequent first. */
  readonly messages: readonly (readonly [string, number])[];
}

const LEVELS: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const WARN = 40;

/** Counts the lines of a server's log. */
export async function summarizeLog(file: string): Promise<LogSummary> {
  const levels = new Map<string, number>();
  const messages = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { level = 0, msg = line } = parseLine(line);
    count(levels, LEVELS[level] ?? 'other');
    if (level >= WARN || level === 0) count(messages, shorten(`${LEVELS[level] ?? 'other'}: ${msg}`));
  }
  return { levels: Object.fromEntries(levels), messages: [...messages].toSorted((a, b) => b[1] - a[1]) };
}

function parseLine(line: string): { readonly level?: number; readonly msg?: string } {
  try {
    return JSON.parse(line) as object;
  } catch {
    return {};
  }
}

/** Without paths and numbers, so that lines of one kind are the same. */
function shorten(message: string): string {
  return message.replace(/\/\S+/g, '…').replace(/\d+/g, 'N').slice(0, 140);
}
