import { randomUUID } from 'node:crypto';
import { access, rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file whose name says its content: whole or not at all, and only where it is not there yet. */
export async function writeAtomically(path: string, data: Uint8Array | string): Promise<void> {
  if (await exists(path)) return;
  await replaceAtomically(path, data);
}

/** Writes a file whole or not at all, over what was there before. */
export async function replaceAtomically(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // Flushed before it gets its name: a power cut must not leave an empty file under a name that says its content.
    await writeFile(temporary, data, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Whether something stands at a path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
