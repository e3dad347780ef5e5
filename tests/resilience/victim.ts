import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** When a process is killed. */
export interface KillPoint {
  /** Of each statement and each change of a file. */
  readonly chance: number;
  /** At the latest, since its start. */
  readonly afterMs: number;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const DIE = `--import=${pathToFileURL(path.join(import.meta.dirname, 'die-at-step.ts')).href}`;

/** Starts a program of Node.js. Without a point it is not killed. */
export function launchVictim(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  kill?: KillPoint,
): { readonly ended: Promise<Ending>; hasEnded(): boolean } {
  const dying = kill === undefined ? {} : { NODE_OPTIONS: DIE, DIE_CHANCE: String(kill.chance) };
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...environment, ...dying },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(kill !== undefined && { timeout: kill.afterMs, killSignal: 'SIGKILL' as const }),
  });
  const written = { stdout: '', stderr: '' };
  let hasEnded = false;
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<Ending>();
  child.once('error', reject);
  child.once('close', (code, signal) => {
    hasEnded = true;
    resolve({ code, signal, ...written });
  });
  return { ended: promise, hasEnded: () => hasEnded };
}
