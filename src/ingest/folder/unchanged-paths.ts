/** Waits until paths have been left alone. */
export interface UnchangedPaths {
  /** Something happened at a path: it settles when nothing more has for so many milliseconds. */
  touch(path: string, quietMs: number): void;
  /** The path is of no interest any more. */
  forget(path: string): void;
  /** Nothing settles after this. */
  close(): void;
}

/** How long what has settled waits for others, so that many files written at once are one batch. */
const GATHER_MS = 40;

/** Collects paths, and hands on together what settles at about the same time. */
export function collectUnchangedPaths(onSettled: (paths: readonly string[]) => void): UnchangedPaths {
  const timers = new Map<string, NodeJS.Timeout>();
  const settled = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;
  let closed = false;

  const handOn = (): void => {
    gathering = undefined;
    const paths = [...settled].toSorted();
    settled.clear();
    if (paths.length > 0) onSettled(paths);
  };

  return {
    touch(path, quietMs) {
      if (closed) return;
      clearTimeout(timers.get(path));
      const timer = setTimeout(() => {
        timers.delete(path);
        settled.add(path);
        gathering ??= setTimeout(handOn, GATHER_MS);
      }, quietMs);
      timers.set(path, timer);
    },
    forget(path) {
      clearTimeout(timers.get(path));
      timers.delete(path);
      settled.delete(path);
    },
    close() {
      closed = true;
      for (const timer of [...timers.values(), gathering]) clearTimeout(timer);
    },
  };
}
