/** An unchanged path waits for others, so that files written together are one batch. */
const BATCH_MS = 40;

/** Calls `onUnchanged` with the paths that stopped changing at about the same time. */
export function collectUnchangedPaths(onUnchanged: (paths: readonly string[]) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  const unchanged = new Set<string>();
  let batching: NodeJS.Timeout | undefined;
  let closed = false;

  const deliver = (): void => {
    batching = undefined;
    const paths = [...unchanged].toSorted();
    unchanged.clear();
    if (paths.length > 0) onUnchanged(paths);
  };

  return {
    /** Reports a change. The path is unchanged after this many milliseconds without another one. */
    touch(path: string, quietMs: number): void {
      if (closed) return;
      clearTimeout(timers.get(path));
      const timer = setTimeout(() => {
        timers.delete(path);
        unchanged.add(path);
        batching ??= setTimeout(deliver, BATCH_MS);
      }, quietMs);
      timers.set(path, timer);
    },
    forget(path: string): void {
      clearTimeout(timers.get(path));
      timers.delete(path);
      unchanged.delete(path);
    },
    close(): void {
      closed = true;
      for (const timer of [...timers.values(), batching]) clearTimeout(timer);
    },
  };
}
