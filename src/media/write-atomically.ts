import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageFault } from '../model/storage-fault.ts';

/** Writes a file whose name is the hash of its content, like `replaceAtomically`, and not again if it exists. */
export async function writeAtomically(path: string, data: Uint8Array | string): Promise<void> {
  if (await exists(path)) return;
  await replaceAtomically(path, data);
}

/** Writes a file completely or not at all; makes its folder if it was deleted. Rejects with a `StorageFault`. */
export async function replaceAtomically(path: string, data: Uint8Array | string): Promise<void> {
  try {
    await replace(path, data).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      await mkdir(dirname(path), { recursive: true });
      await replace(path, data);
    });
  } catch (cause) {
    throw new StorageFault(`The media folder ${explain(cause as NodeJS.ErrnoException)}.`, { cause });
  }
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'cannot be written: the disk is full';
    case 'EROFS':
      return 'cannot be written: the disk is read-only';
    case 'EACCES':
    case 'EPERM':
      return 'cannot be written: this user may not write into it';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'cannot be written: it is a file';
    default:
      return `cannot be written: ${code ?? message}`;
  }
}

async function replace(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // Flushed before it is renamed: a power cut must not leave an empty file under the name of its content.
    await writeFile(temporary, data, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
