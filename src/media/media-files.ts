import type { Readable } from 'node:stream';

/** Where media are stored by name: a folder, or a bucket. All methods reject with a `StorageFault` where it cannot be used. */
export interface MediaFiles {
  /** As messages call it. */
  readonly what: 'media folder' | 'media bucket';
  /** As operators know it: the path of the folder, or the URL of the bucket. */
  readonly name: string;
  /** How often to check that it is still there. */
  readonly checkMs: number;
  has(name: string): Promise<boolean>;
  /** A small file; `undefined` if there is none. */
  readText(name: string): Promise<string | undefined>;
  /** `undefined` if there is none. */
  find(name: string): Promise<FoundFile | undefined>;
  /** Writes a file completely or not at all, and not again if it exists: its name is the hash of its content. */
  add(name: string, data: Uint8Array): Promise<void>;
  /** Writes a file completely or not at all. */
  replace(name: string, text: string): Promise<void>;
}

export interface FoundFile {
  readonly bytes: number;
  open(range?: ByteRange): Promise<Readable>;
}

/** Both ends are inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
