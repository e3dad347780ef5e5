import { randomUUID } from 'node:crypto';
import { access, rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file whose name is the hash of its content: completely or not at all, and not again if it exists. */
export async function writeAtomically(path: string, data: Uint8Array | string): Promise<void> {
  if (await exists(path)) return;
  await replaceAtomically(path, data);
}

export async function replaceAtomically(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // Flushed before it is renamed: a power cut must not leave an empty file under the name of its content.
    await writeFile(temporary, data, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
