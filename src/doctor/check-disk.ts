import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Report } from './check.ts';

const GIGABYTE = 1e9;
/** The same limits as the alert `TidingsDiskFull`. */
const MIN_FREE_BYTES = GIGABYTE;
const MIN_FREE_SHARE = 0.05;

/** Whether a file or folder can be written. Its `name` is for the message. A path that does not exist is not reported. */
export async function checkWritable(report: Report, name: string, path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    const [why, todo] =
      code === 'EROFS'
        ? [
            'the disk is read-only',
            'Mount it for writing. If it became read-only by itself, it may be damaged: see "dmesg".',
          ]
        : [code === 'EACCES' ? 'this user may not' : code, 'Give it to the user of the server: chown -R USER FOLDER'];
    report.problem(`The ${name} cannot be read and written: ${path} (${why}).`, todo);
    return false;
  }
}

/** Reports a disk that is nearly full. */
export async function checkFreeSpace(report: Report, name: string, path: string): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(await findExisting(path));
  const free = bavail * bsize;
  const size = blocks * bsize;
  const text = `The disk of the ${name} has ${describe(free)} free of ${describe(size)}.`;
  if (free < MIN_FREE_BYTES || free / size < MIN_FREE_SHARE)
    report.problem(`${text} That is too little.`, 'Make room, such as old backups and logs. No restart is needed.');
  else report.ok(text);
}

/** The path, or the nearest folder above it that exists. */
export async function findExisting(path: string): Promise<string> {
  let found = path;
  while (dirname(found) !== found) {
    if (await stat(found).catch(() => undefined)) return found;
    found = dirname(found);
  }
  return found;
}

function describe(bytes: number): string {
  return bytes < GIGABYTE ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
