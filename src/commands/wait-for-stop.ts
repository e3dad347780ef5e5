/** Resolves at Ctrl-C or when the process is told to end. A second signal ends it at once. */
export async function waitForStop(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
