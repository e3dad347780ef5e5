import { readFileSync } from 'node:fs';

/**
 * Loaded before the program (`node --import`): its clock differs from that of the machine by the milliseconds in the file
 * SOAK_CLOCK_FILE, which can change at any time. Timers are not changed, as when a machine's clock is set.
 */
const READ_MS = 100;
const file = process.env.SOAK_CLOCK_FILE ?? '';
const readClock = Date.now;
let offsetMs = 0;

function readOffset(): void {
  try {
    offsetMs = Number(readFileSync(file, 'utf8'));
  } catch {
    offsetMs = 0;
  }
}

readOffset();
setInterval(readOffset, READ_MS).unref();

globalThis.Date = new Proxy(Date, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [readClock() + offsetMs] : args, self),
});
Date.now = () => readClock() + offsetMs;
