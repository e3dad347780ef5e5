import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BrokenFile } from '../ingest/importer.ts';
import { replaceAtomically } from '../media/write-atomically.ts';

/** The contents of files that broke a limit, by their hash: a start does not try them again. */
interface BrokenFiles {
  list(): Promise<ReadonlyMap<string, BrokenFile>>;
  add(hash: string, file: BrokenFile): Promise<void>;
}

/** Increase it when readers or limits change: files that broke one are then tried again. */
const READERS_VERSION = 1;
const MAX_FILES = 1000;

const schema = z.object({
  readers: z.literal(READERS_VERSION),
  files: z.array(z.tuple([z.string(), z.object({ expected: z.string(), got: z.string() })])),
});

/** Opens the list in `{mediaDir}/index/broken-files.json`. Without a readable list, no file is known. */
export function openBrokenFiles(mediaDir: string): BrokenFiles {
  const path = join(mediaDir, 'index', 'broken-files.json');
  let known: Promise<Map<string, BrokenFile>> | undefined;

  const load = async (): Promise<Map<string, BrokenFile>> => {
    try {
      return new Map(schema.parse(JSON.parse(await readFile(path, 'utf8'))).files);
    } catch {
      return new Map();
    }
  };
  const list = () => (known ??= load());

  return {
    list,
    async add(hash, file) {
      const files = await list();
      files.set(hash, file);
      const newest = [...files].slice(-MAX_FILES);
      // Without it, the next start tries the file again.
      await replaceAtomically(path, `${JSON.stringify({ readers: READERS_VERSION, files: newest })}\n`).catch(
        () => undefined,
      );
    },
  };
}
