import { stat } from 'node:fs/promises';
import type { Problem } from '../model/problem.ts';
import { type Clock, type Timestamp, toTimestamp } from '../model/timestamp.ts';

/** A file that was refused, that no source reads, or of which something was left out. */
interface IntakeFile {
  readonly source: string;
  readonly file: string;
  /** When the file was last changed, or put there. */
  readonly at: Timestamp;
  readonly kind: 'refused' | 'left-out' | 'ignored';
  readonly problems: readonly Problem[];
  /** Why no source reads it. */
  readonly reason?: string;
}

/** What an import reports of the files that it read. */
interface IntakeReport {
  readonly saved: readonly { readonly file: string }[];
  readonly refused: readonly Problem[];
  readonly leftOut: readonly Problem[];
}

/** Remembers which files have problems, so that editors see them. A file that is read without a problem is forgotten. */
export interface Intake {
  record(source: string, report: IntakeReport): void;
  ignore(source: string, file: string, reason: string): void;
  forget(source: string, file: string): void;
  /** How many files have problems. One that is gone may count until `list` is called. */
  count(): number;
  /** Those that are still there, newest first. `isComplete` is false where there are more. */
  list(): Promise<{ readonly files: readonly IntakeFile[]; readonly isComplete: boolean }>;
}

const MAX_FILES = 500;
/** Of a file. */
const MAX_PROBLEMS = 25;
/** Of all files that are listed: a page with thousands takes 100 ms, for which readers wait. A file without problems counts as one. */
const MAX_LISTED_PROBLEMS = 500;

/** Nothing is stored: after a restart the files are read again. */
export function createIntake(clock: Clock): Intake {
  const files = new Map<string, IntakeFile>();
  /** Keys of further files, of which nothing else is kept. */
  const further = new Set<string>();

  const keyOf = (source: string, file: string) => `${source}\n${file}`;
  const remove = (key: string): void => {
    files.delete(key);
    further.delete(key);
  };
  const add = (entry: Omit<IntakeFile, 'at'>): void => {
    const key = keyOf(entry.source, entry.file);
    remove(key);
    files.set(key, { ...entry, at: clock() });
    const [oldest] = files.keys();
    if (files.size <= MAX_FILES || oldest === undefined) return;
    files.delete(oldest);
    further.add(oldest);
  };

  return {
    record(source, { saved, refused, leftOut }) {
      for (const { file } of saved) remove(keyOf(source, file));
      const groups = [
        ['left-out', leftOut],
        ['refused', refused],
      ] as const;
      for (const [kind, problems] of groups) {
        const unsolved = problems.filter(({ solved }) => solved === undefined);
        for (const [file, found] of Map.groupBy(unsolved, (problem) => problem.file)) {
          add({ source, file, kind, problems: found.slice(0, MAX_PROBLEMS) });
        }
      }
    },
    ignore: (source, file, reason) => add({ source, file, kind: 'ignored', problems: [], reason }),
    forget: (source, file) => remove(keyOf(source, file)),
    count: () => files.size + further.size,
    async list() {
      const found = await Promise.all(
        [...files].map(async ([key, entry]) => ({ key, at: await findChangeTime(entry) })),
      );
      const listed = found.flatMap(({ key, at }) => {
        const entry = files.get(key);
        if (at === undefined) files.delete(key);
        return at === undefined || entry === undefined ? [] : [{ ...entry, at }];
      });
      const newest = takeNewest(listed);
      return { files: newest, isComplete: further.size === 0 && newest.length === listed.length };
    },
  };
}

/** Newest first, up to the maximum number of problems. */
function takeNewest(files: readonly IntakeFile[]): readonly IntakeFile[] {
  const newest: IntakeFile[] = [];
  let problems = 0;
  for (const file of files.toSorted((a, b) => b.at - a.at)) {
    problems += Math.max(1, file.problems.length);
    if (problems > MAX_LISTED_PROBLEMS) break;
    newest.push(file);
  }
  return newest;
}

/** `undefined` for a file that is gone. The time of the last change to the content would be kept by a copy. */
async function findChangeTime({ file, at }: IntakeFile): Promise<Timestamp | undefined> {
  return stat(file).then(
    ({ ctimeMs }) => toTimestamp(ctimeMs),
    ({ code }: NodeJS.ErrnoException) => (code === 'ENOENT' ? undefined : at),
  );
}
