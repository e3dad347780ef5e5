import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { getTimeInZone } from '../model/time-zone.ts';
import type { Check } from './check.ts';

interface MemoryOptions {
  readonly cacheMb: number;
  readonly workers: number;
}

interface ProgramFacts {
  /** Rejects where the image library is not installed, or not for this machine. */
  readonly loadSharp: () => Promise<unknown>;
  readonly getTimeInZone: typeof getTimeInZone;
  readonly userId: number | undefined;
  readonly memoryBytes: number;
}

const LIMIT_MS = 5_000;
const BYTES_PER_MB = 1024 * 1024;
/** Of a server with hundreds of thousands of articles, without its cache (docs/performance.md), and of its threads for imports. */
const MIN_MEMORY_MB = 200;
const REINSTALL =
  'Run "npm ci" in the folder of the program, with Node 20.19, 22.12 or newer, and restart the server. With another Node, npm leaves out packages without an error.';

/** Node, its packages and data, and the machine. */
export function checkProgram({ cacheMb, workers }: MemoryOptions, changed: Partial<ProgramFacts> = {}): Check {
  const facts = { ...readFacts(), ...changed };
  return {
    name: 'program',
    limitMs: LIMIT_MS,
    async run(report) {
      report.ok(`Node ${process.versions.node}`);
      if (!hasTimeZones(facts.getTimeInZone))
        report.problem('Node has no data of time zones, or wrong ones: dates would be hours wrong.', REINSTALL);
      await facts.loadSharp().then(
        () => report.ok('The image library can be loaded.'),
        () => report.problem('The image library "sharp" cannot be loaded: images of articles are missing.', REINSTALL),
      );
      const availableMb = Math.floor(facts.memoryBytes / BYTES_PER_MB);
      const neededMb = workers * (MIN_MEMORY_MB + cacheMb);
      if (availableMb < neededMb)
        report.problem(
          `This machine or container has ${availableMb} MB of memory. The server needs ${neededMb} MB with CACHE_MB=${cacheMb} and WORKERS=${workers}.`,
          'Give it more memory, or make these options smaller.',
        );
      if (facts.userId === 0)
        report.note(
          'You are root, who may read and write everything.',
          'Run it again as the user of the server, to learn what that user may not: sudo -u tidings node_modules/.bin/node bin/tidings.js doctor',
        );
    },
  };
}

function readFacts(): ProgramFacts {
  const limit = constrainedMemory();
  return {
    loadSharp: () => import('sharp'),
    getTimeInZone,
    userId: process.getuid?.(),
    // Without a limit it is 0, or more than there is.
    memoryBytes: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
  };
}

/** Summer time in Berlin. */
function hasTimeZones(toTime: typeof getTimeInZone): boolean {
  try {
    return toTime('2026-07-01T12:00', 'Europe/Berlin') === Date.parse('2026-07-01T10:00:00Z');
  } catch {
    return false;
  }
}
