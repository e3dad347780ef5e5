/** Milliseconds of the processor, in user and system mode together. */
export function toCpuMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
