import type { Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';

/** The stats of a file, or the error. Of a link, those of what it leads to, unless that is missing or a directory. */
export async function findFile(path: string): Promise<Stats | NodeJS.ErrnoException> {
  const stats = await findStats(path, lstat);
  if (!isStats(stats) || !stats.isSymbolicLink()) return stats;
  const target = await findStats(path, stat);
  return isStats(target) && !target.isDirectory() ? target : stats;
}

/** The stats, or the error. */
export async function findStats(
  path: string,
  find: (path: string) => Promise<Stats>,
): Promise<Stats | NodeJS.ErrnoException> {
  return find(path).catch((error: NodeJS.ErrnoException) => error);
}

export function isStats(found: Stats | NodeJS.ErrnoException): found is Stats {
  return 'mtimeMs' in found;
}

/** Whether an error code says that there is no such file. */
export function isGone(code: string | undefined): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Why a file of a directory has no stats; `undefined` if it is gone. */
export function explainUnreadable(path: string, { code, message }: NodeJS.ErrnoException): string | undefined {
  // Node reads names as UTF-8. Another name, such as one from an old archive, becomes a name that no file has.
  if (isGone(code)) return path.includes('\ufffd') ? 'its name is not in UTF-8. Give it another name.' : undefined;
  return code === 'ENAMETOOLONG' ? 'its path is too long. Move it or shorten names.' : message;
}

/** The same as long as it is the same directory, under any name. */
export function identify({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** Another text after a change of the file. */
export function sign({ size, mtimeMs }: Stats): string {
  return `${size}:${mtimeMs}`;
}
