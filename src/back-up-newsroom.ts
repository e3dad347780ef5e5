import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type BackupFile,
  type BackupManifest,
  DATABASE_FILE,
  describeFile,
  listMediaFiles,
  MANIFEST_FILE,
  MEDIA_FOLDER,
} from './backup-manifest.ts';
import { StartError } from './model/problem.ts';
import type { Clock } from './model/timestamp.ts';
import { copySqliteFile, summarizeSqliteFile } from './store/back-up-sqlite.ts';

interface BackupOptions {
  readonly databaseFile: string;
  readonly mediaDir: string;
  /** A folder that is new or empty. */
  readonly to: string;
  readonly clock: Clock;
  readonly onProgress: (step: string, done: number, total: number) => void;
}

/** Saves the database of one moment, and the media that its articles have, while the server runs. Rejects with a `StartError`. */
export async function backUpNewsroom(options: BackupOptions): Promise<BackupManifest> {
  const { databaseFile, mediaDir, to, clock, onProgress } = options;
  await makeEmptyFolder(to);
  const madeAt = new Date(clock()).toISOString();
  onProgress('copying the database', 0, 1);
  const copy = path.join(to, DATABASE_FILE);
  copySqliteFile(databaseFile, copy);
  const tables = [...(await summarizeSqliteFile(copy))];
  await flush(copy);
  const database = { ...(await describeFile(to, DATABASE_FILE)), tables };
  onProgress('copying the database', 1, 1);
  // After the database: media are never deleted, so all that its articles name are there.
  const names = await listMediaFiles(mediaDir);
  const media: BackupFile[] = [];
  for (const [index, name] of names.entries()) {
    const file = path.join(MEDIA_FOLDER, name);
    await copyInto(path.join(mediaDir, name), path.join(to, file));
    media.push(await describeFile(to, file));
    onProgress('copying media', index + 1, names.length);
  }
  const manifest: BackupManifest = { format: 1, madeAt, database, media };
  await writeFile(path.join(to, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
  return manifest;
}

/** Copies a file and flushes it, and makes its folder. */
export async function copyInto(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await flush(to);
}

async function flush(file: string): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.sync();
}

async function makeEmptyFolder(folder: string): Promise<void> {
  const cannot = (cause: NodeJS.ErrnoException): never => {
    throw new StartError(`The folder ${folder} cannot be made: ${cause.message}`, { cause });
  };
  // Not with its parents: a disk that is not mounted would be made as a folder.
  await mkdir(folder).catch((error) => (error.code === 'EEXIST' ? undefined : cannot(error)));
  const names = await readdir(folder).catch(cannot);
  if (names.length > 0) throw new StartError(`The folder ${folder} is not empty: a backup needs a new one.`);
}
