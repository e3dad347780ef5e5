const PARENT_CHECK_MS = 500;
/** npm passes a signal on that a terminal or systemd has sent to this process as well: both are one request. */
const SAME_SIGNAL_MS = 1000;

/**
 * Resolves at Ctrl-C, when the process is told to end, or when the `npx` that started it has ended. A later signal ends the process at
 * once; the store survives that.
 */
export async function waitForStop(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let signalledAt: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (signalledAt !== undefined && performance.now() - signalledAt > SAME_SIGNAL_MS) process.exit(1);
    signalledAt ??= performance.now();
    resolve(signal);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (process.env.npm_lifecycle_event === 'npx') onParentEnd(() => resolve('SIGTERM'));
  return await promise;
}

/** `npx` runs a shell that ends at a signal and does not pass it on. The system then gives the process another parent. */
function onParentEnd(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}
