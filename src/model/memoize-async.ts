/** Runs a task on first need and keeps its result. After a failure, the next call tries again. */
export function memoizeAsync<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= task().catch((error) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
