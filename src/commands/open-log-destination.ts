import { pino } from 'pino';

export interface LogDestination {
  /** Takes a line with its line end. Lines are written soon and in order. */
  write(line: string): void;
  /** Resolves when all lines so far are written, or cannot be. */
  flush(): Promise<void>;
}

/** Lines are written together: one write per request would cost more than the request. */
const MAX_LINES = 64;
const FLUSH_MS = 250;
/** For a slow reader of the log; further lines are dropped. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** Standard output. The server goes on when nobody reads it any more (`npm start | head`) or the disk is full. */
export function openLogDestination(): LogDestination {
  // With `minLength: 0` the stream would call its `flush` callback too early.
  const stream = pino.destination({ fd: 1, sync: false, minLength: 1, maxLength: MAX_WAITING_BYTES });
  stream.on('error', () => {
    // At exit the stream retries until there is no error, which would never end.
    stream.flushSync = () => {};
  });
  process.stdout.on('error', () => {});

  let lines: string[] = [];
  const passOn = (): void => {
    // The stream measures all text that it holds at each write, so it gets many lines at once.
    if (lines.length > 0) stream.write(lines.join(''));
    lines = [];
  };
  setInterval(passOn, FLUSH_MS).unref();
  // Before pino's own listeners, which write what the stream holds.
  for (const end of ['beforeExit', 'exit']) process.prependListener(end, passOn);
  return {
    write(line) {
      lines.push(line);
      if (lines.length >= MAX_LINES) passOn();
    },
    flush() {
      passOn();
      return new Promise((resolve) => stream.flush(() => resolve()));
    },
  };
}
