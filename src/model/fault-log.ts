import type { Clock, Timestamp } from './timestamp.ts';

export interface Fault {
  /** What does not work, as a sentence: "articles cannot be saved". */
  readonly task: string;
  readonly reason: string;
  readonly since: Timestamp;
}

/** What does not work now, though it is tried again and again. The log has a line when it begins, when it ends, and few between. */
export interface FaultLog {
  /** The task has failed once more. It is over after a success, or after `lastsMs` without another failure. */
  failed(task: string, error: unknown, lastsMs?: number): void;
  /** The task has succeeded. */
  succeeded(task: string): void;
  list(): readonly Fault[];
}

const REMINDER_MS = 600_000;

type Log = Readonly<Record<'info' | 'error', (fields: object, message: string) => void>>;

export function openFaultLog(log: Log, clock: Clock): FaultLog {
  const faults = new Map<string, Fault & { readonly loggedAt: Map<string, Timestamp>; readonly until: Timestamp }>();

  const succeeded = (task: string): void => {
    const known = faults.get(task);
    if (known === undefined) return;
    faults.delete(task);
    const seconds = Math.round((clock() - known.since) / 1000);
    log.info({ seconds }, `${task}: this is over after ${seconds} s`);
  };

  return {
    succeeded,
    failed(task, error, lastsMs = Number.POSITIVE_INFINITY) {
      const now = clock();
      const message = Error.isError(error) ? error.message : String(error);
      const reason = message.replace(/\.$/, '');
      const known = faults.get(task);
      const { since = now, loggedAt = new Map<string, Timestamp>() } = known ?? {};
      faults.set(task, { task, reason, since, loggedAt, until: now + lastsMs });
      // The database and the media folder can report a full disk in turn.
      if (now - (loggedAt.get(reason) ?? -Infinity) < REMINDER_MS) return;
      loggedAt.set(reason, now);
      log.error({ err: error, since: new Date(since).toISOString() }, `${task}: ${reason}; it is tried again`);
    },
    list() {
      for (const { task, until } of faults.values()) if (until <= clock()) succeeded(task);
      return [...faults.values()].map(({ task, reason, since }) => ({ task, reason, since }));
    },
  };
}
