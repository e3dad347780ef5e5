import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names a holder of leases: machine, process, and a part that no other has. */
export function nameHolder(): string {
  return [hostname(), findPidNamespace(), process.pid, randomUUID()].join(' ');
}

/** Whether the holder's process has ended. A process that cannot be seen from here, as on another machine, counts as running. */
export function hasEnded(holder: string): boolean {
  const [host, namespace, pid] = holder.split(' ');
  if (host !== hostname() || namespace !== findPidNamespace()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return Error.isError(error) && 'code' in error && error.code === 'ESRCH';
  }
}

/** Two containers can have the same host name, and the same numbers for different processes. */
function findPidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '-';
  }
}
