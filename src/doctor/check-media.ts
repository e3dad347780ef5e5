import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { MediaFiles } from '../media/media-files.ts';
import type { DatabaseFacts } from '../store/inspect-database.ts';
import type { Check, Report } from './check.ts';
import { checkFreeSpace, checkWritable, findExisting } from './check-disk.ts';

interface MediaCheckOptions {
  readonly folder: string;
  readonly media: () => Promise<MediaFiles>;
  readonly inspect: () => Promise<DatabaseFacts>;
}

const LIMIT_MS = 15_000;
const SAMPLE_FILES = 20;
const MAX_READ_BYTES = 10_000_000;
const REFERENCE = /tidings-media:([0-9a-f]{32}\.\w+)/g;

/** Whether media can be written, and whether those of the newest articles are there, whole. */
export function checkMedia({ folder, media, inspect }: MediaCheckOptions): Check {
  return {
    name: 'media',
    limitMs: LIMIT_MS,
    async run(report) {
      const files = await media();
      await checkFolder(report, folder);
      const facts = await inspect().catch(() => undefined);
      if (facts !== undefined) await checkSample(report, files, facts.documents);
      else await files.has('index/in-use');
    },
  };
}

/** Beside a bucket it has notes of the server. */
async function checkFolder(report: Report, folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (stats !== undefined && !stats.isDirectory()) {
    report.problem(`MEDIA_DIR is not a folder: ${folder}.`, 'Check MEDIA_DIR.');
    return;
  }
  if (await checkWritable(report, 'media folder', await findExisting(folder)))
    await checkWritable(report, 'index of the media folder', join(folder, 'index'));
  await checkFreeSpace(report, 'media folder', folder);
}

async function checkSample(report: Report, files: MediaFiles, documents: readonly string[]): Promise<void> {
  const names = [
    ...new Set(documents.flatMap((text) => [...text.matchAll(REFERENCE)].map(([, name = '']) => name))),
  ].slice(0, SAMPLE_FILES);
  const states = await Promise.all(names.map(async (name) => ({ name, state: await examine(files, name) })));
  const missing = states.filter(({ state }) => state === 'missing');
  const changed = states.filter(({ state }) => state === 'changed');
  if (missing.length > 0)
    report.problem(
      `The ${files.what} ${files.name} lacks ${missing.length} of ${names.length} files of the newest articles, such as ${missing[0]?.name}.`,
      'Check MEDIA_DIR and MEDIA_URL: do they belong to this database? Otherwise restore the media of a backup, and restart the server.',
    );
  if (changed.length > 0)
    report.problem(
      `The ${files.what} ${files.name} has files with another content than they were stored with: ${changed.map(({ name }) => name).join(', ')}.`,
      'The disk may be damaged. Delete these files, restore them from a backup, and restart the server.',
    );
  if (missing.length + changed.length === 0)
    report.ok(
      `The ${files.what} ${files.name} has all files of the newest articles that were looked at: ${names.length}.`,
    );
}

/** A file is named by the hash of its content. */
async function examine(files: MediaFiles, name: string): Promise<'missing' | 'changed' | 'whole'> {
  const file = await files.find(name);
  if (file === undefined) return 'missing';
  if (file.bytes > MAX_READ_BYTES) return 'whole';
  const hash = createHash('sha256')
    .update(await buffer(await file.open()))
    .digest('hex');
  return name.startsWith(hash.slice(0, 32)) ? 'whole' : 'changed';
}
