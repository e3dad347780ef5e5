/**
 * Runs at most so many tasks at the same time; others wait in their order. While one takes longer than `longMs`, one more may run, so that
 * it does not delay the others.
 */
export function createSlots(size: number, longMs: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = size;
  let hasSpare = true;

  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };

  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    let usesSpare = false;
    const timer = setTimeout(() => {
      if (!hasSpare) return;
      [hasSpare, usesSpare] = [false, true];
      release();
    }, longMs);
    try {
      return await task();
    } finally {
      clearTimeout(timer);
      if (usesSpare) hasSpare = true;
      else release();
    }
  };
}
