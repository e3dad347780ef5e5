import type { Severity } from '../model/page-report.ts';
import { StartError } from '../model/problem.ts';
import { StorageFault } from '../model/storage-fault.ts';

export interface DoctorFinding {
  /** The name of its check. */
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, where the message does not say it. */
  readonly todo?: string;
}

/** Takes what a check has found. What it has taken is reported, also where the check fails later or takes too long. */
export type Report = Readonly<Record<Severity, (message: string, todo?: string) => void>>;

export interface Check {
  readonly name: string;
  readonly limitMs: number;
  /** A `StartError` or a `StorageFault` is a problem of the newsroom. After any other error it is not known whether there is one. */
  run(report: Report, signal: AbortSignal): Promise<void>;
}

/** Runs all checks at once. None of them delays or ends another. */
export async function runChecks(checks: readonly Check[]): Promise<readonly DoctorFinding[]> {
  return (await Promise.all(checks.map(runCheck))).flat();
}

async function runCheck({ name, limitMs, run }: Check): Promise<readonly DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  const add = (severity: Severity) => (message: string, todo?: string) => {
    findings.push({ check: name, severity, message, ...(todo !== undefined && { todo }) });
  };
  const report = { ok: add('ok'), problem: add('problem'), note: add('note'), unknown: add('unknown') };
  const aborting = new AbortController();
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    report.unknown(`This took longer than ${limitMs / 1000} s, and is not finished.`);
    late.resolve();
    aborting.abort();
  }, limitMs);
  try {
    await Promise.race([run(report, aborting.signal), late.promise]);
  } catch (error) {
    const message = Error.isError(error) ? error.message : String(error);
    if (error instanceof StartError || error instanceof StorageFault) report.problem(message);
    else report.unknown(`This could not be checked: ${message}`);
  } finally {
    clearTimeout(timer);
  }
  // A check that took too long may still add to its own list.
  return [...findings];
}
