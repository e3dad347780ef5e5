import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { watchFiles } from '../../src/watch/watch-files.ts';

// Run by hand: how long the comparison of a large folder takes, and whether all of many files are noticed that are copied into it
// while this thread is blocked, so that the system's queue of events is full.

const THERE = 30_000;
const DROPPED = 20_000;
const PER_FOLDER = 500;

const folder = await mkdtemp(join(tmpdir(), 'tidings-watch-'));
const watched = join(folder, 'watched');
await writeFiles(watched, THERE, PER_FOLDER);
await writeFiles(join(folder, 'dropped'), DROPPED, DROPPED);
// All are dropped into one folder that is watched already.
await mkdir(join(watched, `0 of ${DROPPED}`));

const written = new Set<string>();
const watcher = await watchFiles({
  folder: watched,
  isIgnored: () => false,
  onWritten: (path) => written.add(path),
  onRemoved: (paths) => print(`${paths.length} files are gone`),
  onFault: print,
  onRecovered: print,
});

const delays = monitorEventLoopDelay({ resolution: 1 });
for (let run = 1; run <= 3; run += 1) {
  delays.reset();
  delays.enable();
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  await watcher.rescan();
  delays.disable();
  const { user, system } = process.cpuUsage(cpu);
  print(
    `comparing ${THERE} files: ${Math.round(performance.now() - startedAt)} ms, processor ${Math.round((user + system) / 1000)} ms, longest pause ${Math.round(delays.max / 1e6)} ms`,
  );
}

// Blocks this thread.
execFileSync('cp', ['-r', `${join(folder, 'dropped')}/.`, watched]);
const droppedAt = performance.now();
while (written.size < DROPPED && performance.now() < droppedAt + 120_000) {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
print(
  `${written.size} of ${DROPPED} files noticed ${Math.round(performance.now() - droppedAt)} ms after the last was copied`,
);
await watcher.close();
await rm(folder, { recursive: true });

async function writeFiles(path: string, count: number, perFolder: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const inside = join(path, `${Math.floor(index / perFolder)} of ${count}`);
    if (index % perFolder === 0) await mkdir(inside, { recursive: true });
    await writeFile(join(inside, `${index}.md`), 'x'.repeat(3000));
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
