/** An unchanged path waits for others, so that files written together are one batch. */
const BATCH_MS = 40;
/** A path that changes all the time counts as unchanged after this time: its article must not wait for ever. */
const MAX_WAIT_MS = 3_000;

/** Calls `onUnchanged` with the paths that stopped changing at about the same time. */
export function collectUnchangedPaths(onUnchanged: (paths: readonly string[]) => void) {
  const waiting = new Map<string, { readonly timer: NodeJS.Timeout; readonly deadline: number }>();
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
      const now = performance.now();
      const { timer: before, deadline } = waiting.get(path) ?? { deadline: now + Math.max(quietMs, MAX_WAIT_MS) };
      clearTimeout(before);
      const timer = setTimeout(
        () => {
          waiting.delete(path);
          unchanged.add(path);
          batching ??= setTimeout(deliver, BATCH_MS);
        },
        Math.max(0, Math.min(quietMs, deadline - now)),
      );
      waiting.set(path, { timer, deadline });
    },
    forget(path: string): void {
      clearTimeout(waiting.get(path)?.timer);
      waiting.delete(path);
      unchanged.delete(path);
    },
    close(): void {
      closed = true;
      clearTimeout(batching);
      for (const { timer } of waiting.values()) clearTimeout(timer);
    },
  };
}
