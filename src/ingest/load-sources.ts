import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { decodeUtf8 } from '../model/decode-utf8.ts';
import { type Checked, type Problem, showValue } from '../model/problem.ts';
import { parseYaml } from '../model/yaml-document.ts';
import { type Source, sourceSchema } from './source-kinds.ts';

const fileSchema = z
  .strictObject({ sources: z.array(sourceSchema, 'a list of sources') })
  .superRefine(({ sources }, context) => {
    for (const [index, source] of sources.entries()) {
      const earlier = sources.slice(0, index);
      if (earlier.some(({ id }) => id === source.id)) {
        context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message: 'an id that no other source has' });
      }
      if (earlier.some(({ kind, folder }) => kind === source.kind && resolve(folder) === resolve(source.folder))) {
        context.addIssue({
          code: 'custom',
          path: ['sources', index, 'folder'],
          message: 'a folder that no other source of its kind has',
        });
      }
    }
  });

/** Loads `sources.yaml`, or reports all its problems. Folders in the file are relative to it; in the result they can be opened. */
export async function loadSources(file: string): Promise<Checked<readonly Source[]>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const problem: Problem = { file, expected: 'a file that lists the sources', got: (error as Error).message };
    return { kind: 'invalid', problems: [problem] };
  }
  const decoded = decodeUtf8(file, bytes);
  if (decoded.kind === 'invalid') return decoded;
  const parsed = parseYaml({ file, text: decoded.value }, fileSchema);
  if (parsed.kind === 'invalid') return parsed;
  const { sources } = parsed.value;
  if (sources.length === 0) {
    const problem: Problem = { file, field: 'sources', expected: 'at least one source', got: showValue(sources) };
    return { kind: 'invalid', problems: [problem] };
  }
  const open = (folder: string) => join(dirname(file), folder);
  return {
    kind: 'valid',
    value: sources.map((source) => ({
      ...source,
      folder: open(source.folder),
      ...(source.static === undefined ? {} : { static: open(source.static) }),
    })),
  };
}
