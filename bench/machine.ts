import { execFileSync } from 'node:child_process';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** Where it was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Absent where it is not installed. */
  readonly nginx?: string;
}

/** Describes this machine and the programs that take part. */
export function describeMachine(): Machine {
  const nginx = versionOf('nginx', ['-v'], /nginx\/(\S+)/);
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    ...(nginx === undefined ? {} : { nginx }),
  };
}

/** How long the processors are watched, in milliseconds. */
const WATCH_MS = 1_000;

/** The share of all processors, 0 to 1, that programs take at the moment. Before an experiment those are others', and they spoil its figures. */
export async function measureBusy(): Promise<number> {
  const before = processorTimes();
  await setTimeout(WATCH_MS);
  const after = processorTimes();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function processorTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((one) => Object.values(one))) };
}

/** Whether a program is here and starts. */
export function isInstalled(command: string, args: readonly string[] = ['--version']): boolean {
  return outputOf(command, args) !== undefined;
}

function versionOf(command: string, args: readonly string[], pattern: RegExp): string | undefined {
  return pattern.exec(outputOf(command, args) ?? '')?.[1];
}

/** What a program says of itself, wherever it says it and whatever its exit code; `undefined` where there is none. */
function outputOf(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', command, ...args], { encoding: 'utf8' });
  } catch (fault) {
    // 127 is the shell's word for a command that is not there (POSIX, 2.8.2); wrk -v leaves with 1.
    const { status, stdout } = fault as { status?: number; stdout?: string };
    return status === undefined || status === null || status === 127 ? undefined : stdout;
  }
}
