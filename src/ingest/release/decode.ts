import { decodeUtf8 } from '../../model/decode-utf8.ts';
import type { Checked } from '../../model/problem.ts';
import type { Notes } from './notes.ts';

/** Decodes the bytes of a release. */
export function decodeRelease(file: string, bytes: Uint8Array, _notes: Notes): Checked<string> {
  return decodeUtf8(file, bytes);
}
