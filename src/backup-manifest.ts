import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { StartError } from './model/problem.ts';

export const MANIFEST_FILE = 'manifest.json';
export const DATABASE_FILE = 'tidings.db';
export const MEDIA_FOLDER = 'media';

const FORMAT = 1;
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({ file: z.string().refine(isInside), bytes: count, sha256 });
const manifestSchema = z.object({
  format: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  database: fileSchema.extend({
    tables: z.array(z.object({ name: z.string(), rows: count, checksum: sha256 })),
  }),
  media: z.array(fileSchema),
});

/** The files of a backup, with the number of rows and a checksum of each table. It is written last: a folder without it is no backup. */
export type BackupManifest = z.output<typeof manifestSchema>;
export type BackupFile = z.output<typeof fileSchema>;

/** Rejects with a `StartError` where the folder has no complete backup. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const file = path.join(folder, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'has no complete backup: there is no' : 'cannot be read:';
    throw new StartError(`The folder ${folder} ${what} ${MANIFEST_FILE}.`, { cause });
  });
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new StartError(
    `${file}: expected the list of a backup, got another value (${issue?.path.join('.')}: ${issue?.message}).`,
  );
}

/** Rejects with a `StartError` that names the first file that is missing or was changed. */
export async function checkFiles(
  folder: string,
  files: readonly BackupFile[],
  onFile: (done: number) => void,
): Promise<void> {
  for (const [index, expected] of files.entries()) {
    const found = await describeFile(folder, expected.file).catch((cause: Error) => {
      throw new StartError(`The backup is damaged: ${path.join(folder, expected.file)} cannot be read.`, { cause });
    });
    if (found.sha256 !== expected.sha256) {
      throw new StartError(`The backup is damaged: ${path.join(folder, expected.file)} was changed.`);
    }
    onFile(index + 1);
  }
}

export async function describeFile(folder: string, file: string): Promise<BackupFile> {
  const hash = createHash('sha256');
  const { size: bytes } = await stat(path.join(folder, file));
  await pipeline(createReadStream(path.join(folder, file)), hash);
  return { file, bytes, sha256: hash.digest('hex') };
}

/** The files of a media folder, in the order of their names. Files that are being written, and hidden ones, are left out. */
export async function listMediaFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp') && !entry.name.startsWith('.'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** A manifest must not name files of other folders. */
function isInside(file: string): boolean {
  return !path.isAbsolute(file) && !file.split(/[\\/]/).includes('..');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
