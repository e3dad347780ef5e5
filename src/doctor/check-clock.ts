import type { Clock } from '../model/timestamp.ts';
import type { DatabaseFacts } from '../store/inspect-database.ts';
import type { Check } from './check.ts';

const LIMIT_MS = 8_000;
/** Scheduled articles are published by the clock of whichever server comes first. */
export const MAX_DIFFERENCE_MS = 5_000;
const SET_CLOCK = 'Let both machines set their clocks by NTP: timedatectl set-ntp true';

/** The clock of this machine against that of the database, and against the change log. */
export function checkClock(clock: Clock, inspect: () => Promise<DatabaseFacts>): Check {
  return {
    name: 'clock',
    limitMs: LIMIT_MS,
    async run(report) {
      const facts = await inspect().catch(() => undefined);
      if (facts === undefined) return;
      const now = clock();
      const difference = now - facts.clock;
      if (Math.abs(difference) > MAX_DIFFERENCE_MS)
        report.problem(
          `The clock of this machine is ${describeDifference(difference)} that of the database: scheduled articles come too early or too late.`,
          SET_CLOCK,
        );
      const { newestChangeAt } = facts;
      if (newestChangeAt !== undefined && newestChangeAt - now > MAX_DIFFERENCE_MS)
        report.problem(
          `The newest change of the database was made at ${new Date(newestChangeAt).toISOString()}, and here it is ${new Date(now).toISOString()}: the clock was or is wrong.`,
          'Set the clock of this machine: timedatectl set-ntp true',
        );
    },
  };
}

/** `12 s behind` or `3 s ahead of`. */
export function describeDifference(ms: number): string {
  return `${Math.round(Math.abs(ms) / 1000)} s ${ms < 0 ? 'behind' : 'ahead of'}`;
}
