import { pino } from 'pino';

/** Where the log goes: standard output. */
export interface LogDestination {
  /** Takes a line, its line end included. It is written soon, after those that came before it. */
  write(line: string): void;
  /** Resolves when all lines so far are written, or cannot be. */
  flush(): Promise<void>;
}

/** Lines are written together, this many bytes at a time or four times a second: a write per request would cost more than the request. */
const BLOCK_BYTES = 64 * 1024;
const FLUSH_MS = 250;
/** What waits for a reader that does not read; lines beyond that are dropped. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Bytes that a UTF-16 code unit takes in UTF-8, at the most. */
const WIDEST = 3;

/**
 * Opens standard output for the log. Whoever reads it may go away (`npm start | head`), and a disk may be full: the server goes on without.
 * Lines become bytes here, one after the other: sonic-boom 4.2 measures all the text that it holds with each line it is given, which cost
 * a third of a request.
 */
export function openLogDestination(): LogDestination {
  // With a least length of 0 it would call flushed what is not.
  const stream = pino.destination({ fd: 1, sync: false, contentMode: 'buffer', minLength: 1, maxLength: MOST_BYTES });
  stream.on('error', () => {
    // It flushes at the process's end by trying again until there is no error, which here is for ever.
    stream.flushSync = () => {};
  });
  process.stdout.on('error', () => {});

  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let used = 0;
  const handOn = (bytes: Buffer = block.subarray(0, used)): void => {
    // Its types know of text alone.
    if (bytes.length > 0) stream.write(Buffer.from(bytes) as unknown as string);
    used = 0;
  };
  const write = (line: string): void => {
    if (used + line.length * WIDEST > BLOCK_BYTES) handOn();
    if (line.length * WIDEST > BLOCK_BYTES) handOn(Buffer.from(line));
    else used += block.write(line, used);
  };
  setInterval(() => handOn(), FLUSH_MS).unref();
  // Before pino's own listeners, which write out what the stream holds.
  for (const end of ['beforeExit', 'exit']) process.prependListener(end, () => handOn());
  return {
    write,
    flush: () => {
      handOn();
      return new Promise((resolve) => stream.flush(() => resolve()));
    },
  };
}
