/** The machine, and not the file, is the cause: a damaged disk, too many open files, a network file system that is away. */
const MACHINE_CODES: readonly string[] = ['EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'ESTALE', 'ETIMEDOUT'];

/** The database, the disk or a folder of the server fails. What was to be stored is no cause: the same work can succeed later. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault';
}

/** For an error of reading a file: throws a `StorageFault` where the machine is the cause. */
export function throwIfMachineFails(error: unknown): void {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (MACHINE_CODES.includes(code)) throw new StorageFault(`Files cannot be read: ${code}.`, { cause: error });
}
