import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isInstalled } from './machine.ts';

/** On which core a process has to stay: servers on one, who asks them on the other; `free` may use all. */
export type Place = 'server' | 'client' | 'free';

const CORES: Readonly<Record<Exclude<Place, 'free'>, number>> = { server: 0, client: 1 };
/** A process that has not ended by then after SIGTERM is killed, in milliseconds. */
const GRACE_MS = 10_000;
/** Ticks of the kernel's clock a second (`getconf CLK_TCK`), 100 on every Linux that Node runs on. */
const TICKS = 100;

/** A process is idle when it took at most so many seconds of processor time between two looks, several times in a row. */
const IDLE_SECONDS = 0.02;
const LOOK_MS = 500;
const QUIET_LOOKS = 4;

/** Whether processes can be kept on a core of their own here. */
export const canPin = cpus().length > 1 && isInstalled('taskset');

/** What was started here and has not ended. */
const running = new Set<ChildProcess>();

/** Starts a program at its place. It ends with the bench, however that ends. */
export function start(place: Place, command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child =
    place === 'free' || !canPin
      ? spawn(command, args, options)
      : spawn('taskset', ['-c', String(CORES[place]), command, ...args], options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Ends a process that was started here, and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(kill);
}

/** A port that nobody listens on at the moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port, got none');
  return address.port;
}

/** Processor time that a process and its children have taken, in seconds, to a hundredth; NaN where there is no `/proc`. */
export function cpuSeconds(pid: number): number {
  // Fields are counted behind the name, which stands in brackets and may hold anything (proc_pid_stat(5)): utime and stime.
  const fields = readProc(`${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  const own = fields === undefined ? Number.NaN : (Number(fields[11]) + Number(fields[12])) / TICKS;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), own);
}

/** Waits until a process has nothing more to do on its own: archives made, small versions made. At once where there is no `/proc`. */
export async function waitUntilIdle(pid: number): Promise<void> {
  for (let before = cpuSeconds(pid), quiet = 0; quiet < QUIET_LOOKS && !Number.isNaN(before); ) {
    await delay(LOOK_MS);
    const now = cpuSeconds(pid);
    quiet = now - before <= IDLE_SECONDS ? quiet + 1 : 0;
    before = now;
  }
}

/** Memory that a process holds (resident set), in megabytes of 2^20 bytes; NaN where there is no `/proc`. */
export function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readProc(`${pid}/status`) ?? '')?.[1];
  return Number(kilobytes) / 1024;
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      (readProc(`${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}
