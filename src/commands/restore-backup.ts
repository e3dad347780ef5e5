import path from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../restore-backup.ts';
import { describeBackup, explainFileError, requireFile } from './backup.ts';
import { loadOptions } from './load-options.ts';
import { openProgress } from './open-progress.ts';

export function registerRestoreBackup(program: Command): void {
  program
    .command('restore-backup')
    .description('check a backup, and put its database and media into the newsroom')
    .argument('<dir>', 'the folder of the backup')
    .option('--yes', 'replace the database that is there; it is kept under another name')
    .action(restore);
}

async function restore(dir: string, { yes }: { readonly yes?: true }): Promise<void> {
  const config = loadOptions();
  const databaseFile = requireFile(config);
  const from = path.resolve(dir);
  const progress = openProgress(process.stderr);
  try {
    const restored = await restoreBackup({
      from,
      databaseFile,
      mediaDir: config.MEDIA_DIR,
      replace: yes === true,
      onProgress: progress.show,
    });
    progress.close();
    process.stdout.write(`Restored the backup of ${restored.madeAt}. ${describeBackup(restored)}.\n`);
    const { bucket, MEDIA_DIR: mediaDir } = config;
    if (bucket !== undefined && restored.media.length > 0) {
      process.stdout.write(
        `Its media are in ${mediaDir}: copy them to ${bucket.name} with a program such as rclone.\n`,
      );
    }
    if (restored.kept !== undefined) process.stdout.write(`The former database is ${restored.kept}.\n`);
  } catch (error) {
    throw explainFileError(error);
  } finally {
    progress.close();
  }
}
