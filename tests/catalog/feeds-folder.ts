import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of feed definitions for one test; `remove` deletes it. */
export interface FeedsFolder {
  readonly path: string;
  write(name: string, text: string | Uint8Array): Promise<void>;
  drop(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** Creates a temporary folder with these files. */
export async function makeFeedsFolder(files: Readonly<Record<string, string>> = {}): Promise<FeedsFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-feeds-'));
  const write = (name: string, text: string | Uint8Array) => writeFile(path.join(folder, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    path: folder,
    write,
    drop: (name) => rm(path.join(folder, name)),
    remove: () => rm(folder, { recursive: true }),
  };
}
