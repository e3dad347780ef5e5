import { existsSync } from 'node:fs';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { copyInto } from './back-up-newsroom.ts';
import { type BackupManifest, checkFiles, describeFile, MEDIA_FOLDER, readManifest } from './backup-manifest.ts';
import { StartError } from './model/problem.ts';
import { isInUse, updateSqliteFile } from './store/back-up-sqlite.ts';

interface RestoreOptions {
  readonly from: string;
  readonly databaseFile: string;
  readonly mediaDir: string;
  /** Whether a database that exists is replaced. */
  readonly replace: boolean;
  readonly onProgress: (step: string, done: number, total: number) => void;
}

interface Restored extends BackupManifest {
  /** The database that was there before, under its new name. */
  readonly kept?: string;
}

/** The write-ahead log of a database, and its index. */
const LOG_SUFFIXES = ['-wal', '-shm'];

/**
 * Checks a backup, then replaces the database and adds the media that are missing. The former database gets another name. Rejects with a
 * `StartError`, and has replaced nothing then.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, databaseFile, mediaDir, replace, onProgress } = options;
  const manifest = await readManifest(from);
  const { database, media } = manifest;
  const files = [database, ...media];
  await checkFiles(from, files, (done) => onProgress('checking files', done, files.length));
  const exists = existsSync(databaseFile);
  if (exists && !replace) {
    throw new StartError(
      `There is a database ${databaseFile}. With --yes it is replaced by the backup of ${manifest.madeAt}, and kept under another name.`,
    );
  }
  if (exists && isInUse(databaseFile)) {
    throw new StartError(`The database ${databaseFile} is in use: stop the server first.`);
  }
  const restored = `${databaseFile}.restored`;
  await removeDatabase(restored);
  try {
    await copyInto(path.join(from, database.file), restored);
    await updateSqliteFile(restored);
    for (const [index, { file, sha256 }] of media.entries()) {
      const target = path.join(mediaDir, path.relative(MEDIA_FOLDER, file));
      if (!(await hasFile(target, sha256))) await copyInto(path.join(from, file), target);
      onProgress('copying media', index + 1, media.length);
    }
  } catch (error) {
    await removeDatabase(restored);
    throw error;
  }
  const kept = exists ? await keepDatabase(databaseFile) : undefined;
  await mkdir(path.dirname(databaseFile), { recursive: true });
  // Replaces it at once: without a database a server would create an empty one.
  await rename(restored, databaseFile);
  return { ...manifest, ...(kept === undefined ? {} : { kept }) };
}

async function hasFile(file: string, sha256: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  return (await describeFile(path.dirname(file), path.basename(file))).sha256 === sha256;
}

/** Gives a database a second name, which no file has. */
async function keepDatabase(file: string): Promise<string> {
  let kept = `${file}.before-restore`;
  for (let nth = 2; existsSync(kept); nth += 1) kept = `${file}.before-restore-${nth}`;
  // Only a damaged database still has a log. Beside another database it would be taken for that one's.
  for (const suffix of LOG_SUFFIXES) {
    if (existsSync(`${file}${suffix}`)) await rename(`${file}${suffix}`, `${kept}${suffix}`);
  }
  // Not every file system has links.
  await link(file, kept).catch(() => copyInto(file, kept));
  return kept;
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', ...LOG_SUFFIXES]) await rm(`${file}${suffix}`, { force: true });
}
