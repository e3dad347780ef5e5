import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageFault } from '../model/storage-fault.ts';
import type { MediaFiles } from './media-files.ts';
import { exists, replaceAtomically, writeAtomically } from './write-atomically.ts';

const CHECK_MS = 2_000;

export function openFolderFiles(folder: string): MediaFiles {
  return {
    what: 'media folder',
    name: folder,
    checkMs: CHECK_MS,
    has: (name) => exists(join(folder, name)),
    readText: (name) => readFile(join(folder, name), 'utf8').catch(() => undefined),
    async find(name) {
      const path = join(folder, name);
      const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return undefined;
        throw new StorageFault(`The media folder cannot be read: ${cause.code}.`, { cause });
      });
      return stats && { bytes: stats.size, open: async (range) => createReadStream(path, range) };
    },
    add: (name, data) => writeAtomically(join(folder, name), data),
    replace: (name, text) => replaceAtomically(join(folder, name), text),
  };
}
