import { execFileSync } from 'node:child_process';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** The machine and programs of a measurement. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Absent if it is not installed. */
  readonly nginx?: string;
}

/** Describes this machine. */
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

const SAMPLE_MS = 1_000;

/** The share of processor time in use now, 0 to 1. Before an experiment it is that of other programs, which disturb the measurement. */
export async function measureBusy(): Promise<number> {
  const before = processorTimes();
  await setTimeout(SAMPLE_MS);
  const after = processorTimes();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function processorTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((one) => Object.values(one))) };
}

/** Whether a program is installed. */
export function isInstalled(command: string, args: readonly string[] = ['--version']): boolean {
  return outputOf(command, args) !== undefined;
}

function versionOf(command: string, args: readonly string[], pattern: RegExp): string | undefined {
  return pattern.exec(outputOf(command, args) ?? '')?.[1];
}

/** The output of a program with any exit code; `undefined` if there is no such program. */
function outputOf(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', command, ...args], { encoding: 'utf8' });
  } catch (fault) {
    // 127 means command not found (POSIX, 2.8.2). wrk -v exits with 1.
    const { status, stdout } = fault as { status?: number; stdout?: string };
    return status === undefined || status === null || status === 127 ? undefined : stdout;
  }
}
