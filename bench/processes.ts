import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isInstalled } from './machine.ts';

/** The core of a process: servers run on one, load generators on the other; `any` means no pinning. */
export type Core = 'server' | 'client' | 'any';

const CORES: Readonly<Record<Exclude<Core, 'any'>, number>> = { server: 0, client: 1 };
const GRACE_MS = 10_000;
/** `getconf CLK_TCK`: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** A process is idle if it used at most this much processor time in several samples in a row. */
const MAX_IDLE_CPU_SECONDS = 0.02;
const SAMPLE_MS = 500;
const IDLE_SAMPLES = 4;

/** Whether this machine can pin processes to cores. */
export const canPin = cpus().length > 1 && isInstalled('taskset');

/** Started processes that have not ended. */
const running = new Set<ChildProcess>();

/** Starts a program on a core. It ends with the benchmark. */
export function start(core: Core, command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child =
    core === 'any' || !canPin
      ? spawn(command, args, options)
      : spawn('taskset', ['-c', String(CORES[core]), command, ...args], options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Ends a process and waits for its exit. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(kill);
}

const givenPorts = new Set<number>();

/** A port that is free now, and that no earlier call gave. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    if (address === null || typeof address === 'string') throw new Error('expected a port, got none');
    if (givenPorts.has(address.port)) continue;
    givenPorts.add(address.port);
    return address.port;
  }
}

/** Processor time of a process and its children in seconds, with a resolution of 0.01; NaN without `/proc`. */
export function cpuSeconds(pid: number): number {
  // proc_pid_stat(5): fields utime and stime. The name in brackets may contain spaces, so fields are counted after it.
  const fields = readProc(`${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  const own = fields === undefined ? Number.NaN : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), own);
}

/** Waits until a process is idle: archive pages and compressed versions are made. Returns at once without `/proc`. */
export async function waitUntilIdle(pid: number): Promise<void> {
  for (let before = cpuSeconds(pid), idle = 0; idle < IDLE_SAMPLES && !Number.isNaN(before); ) {
    await delay(SAMPLE_MS);
    const now = cpuSeconds(pid);
    idle = now - before <= MAX_IDLE_CPU_SECONDS ? idle + 1 : 0;
    before = now;
  }
}

/** Resident memory of a process in megabytes of 2^20 bytes; NaN without `/proc`. */
export function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readProc(`${pid}/status`) ?? '')?.[1];
  return Number(kilobytes) / 1024;
}

/** A process, its children and theirs; only itself without `/proc`. */
export function processesOf(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(processesOf)];
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
