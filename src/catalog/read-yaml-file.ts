import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { decodeUtf8 } from '../model/decode-utf8.ts';
import { describeFileError } from '../model/describe-file-error.ts';
import type { Checked } from '../model/problem.ts';
import { parseYaml } from '../model/yaml-document.ts';

/** A file that cannot be read is a problem too. */
export async function readYamlFile<T>(file: string, schema: z.ZodType<T>): Promise<Checked<T>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const expected = 'a file that can be read';
    return { kind: 'invalid', problems: [{ file, expected, got: describeFileError(error) }] };
  }
  const decoded = decodeUtf8(file, bytes);
  return decoded.kind === 'invalid' ? decoded : parseYaml({ file, text: decoded.value }, schema);
}
