import { pino } from 'pino';

/** Where the log goes: standard output. */
export interface LogDestination {
  readonly stream: ReturnType<typeof pino.destination>;
  /** Resolves when all lines so far are written, or cannot be. */
  flush(): Promise<void>;
}

/** Lines are written together, this many bytes at a time or four times a second: a write per request would cost more than the request. */
const BUFFER_BYTES = 16_000;
const FLUSH_MS = 250;
/** What waits for a reader that does not read; lines beyond that are dropped. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Opens standard output for the log. Whoever reads it may go away (`npm start | head`), and a disk may be full: the server goes on without. */
export function openLogDestination(): LogDestination {
  const stream = pino.destination({
    fd: 1,
    sync: false,
    minLength: BUFFER_BYTES,
    maxLength: MOST_BYTES,
    periodicFlush: FLUSH_MS,
  });
  stream.on('error', () => {
    // sonic-boom 4.2 flushes at the process's end by trying again until there is no error, which here is for ever.
    stream.flushSync = () => {};
  });
  process.stdout.on('error', () => {});
  return {
    stream,
    flush: () => new Promise((resolve) => stream.flush(() => resolve())),
  };
}
