import path from 'node:path';
import type { Command } from 'commander';
import { backUpNewsroom } from '../back-up-newsroom.ts';
import type { BackupManifest } from '../backup-manifest.ts';
import type { Config } from '../config.ts';
import { StartError } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import { nameDatabase } from '../store/explain-fault.ts';
import { loadOptions } from './load-options.ts';
import { openProgress } from './open-progress.ts';

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('back up the database and the media, while the server runs')
    .argument('<dir>', 'a new folder for the backup')
    .action(backUp);
}

async function backUp(dir: string): Promise<void> {
  const config = loadOptions();
  const { DATABASE_URL: database, MEDIA_DIR: mediaDir, bucket } = config;
  if (database.kind === 'postgres') {
    throw new StartError(
      `The database is ${nameDatabase(database)}. Back it up with "pg_dump --format=custom --file=FILE DATABASE_URL", and then ${bucket === undefined ? `archive the folder ${mediaDir}` : `copy ${bucket.name} with a program such as rclone`}.`,
    );
  }
  const to = path.resolve(dir);
  const databaseFile = requireFile(config);
  process.stderr.write(`database: ${databaseFile}\n`);
  const progress = openProgress(process.stderr);
  try {
    const manifest = await backUpNewsroom({
      databaseFile,
      mediaDir,
      to,
      clock: systemClock,
      onProgress: progress.show,
    });
    progress.close();
    process.stdout.write(`The backup is in ${to}. ${describeBackup(manifest)}.\n`);
    if (bucket !== undefined) {
      process.stdout.write(`It has no images and audio of ${bucket.name}: copy them with a program such as rclone.\n`);
    }
  } catch (error) {
    throw explainFileError(error);
  } finally {
    progress.close();
  }
}

/** A full disk or a missing right becomes a `StartError`. */
export function explainFileError(error: unknown): unknown {
  const isOfFile = Error.isError(error) && 'path' in error && 'code' in error;
  return isOfFile ? new StartError(`${error.message}.`, { cause: error }) : error;
}

/** The file of a SQLite database. */
export function requireFile({ DATABASE_URL: database }: Pick<Config, 'DATABASE_URL'>): string {
  if (database.kind === 'file') return path.resolve(database.path);
  throw new StartError(
    `DATABASE_URL: expected sqlite:PATH, got ${nameDatabase(database)}. PostgreSQL has pg_dump and pg_restore for backups.`,
  );
}

export function describeBackup({ database, media }: BackupManifest): string {
  const articles = database.tables.find(({ name }) => name === 'articles')?.rows ?? 0;
  return `Articles: ${articles}, media files: ${media.length}`;
}
