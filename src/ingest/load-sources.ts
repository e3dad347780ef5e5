import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { decodeUtf8 } from '../model/decode-utf8.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Checked, type Problem, StartError, showValue } from '../model/problem.ts';
import { parseYaml } from '../model/yaml-document.ts';
import { type Source, sourceSchema } from './source-kinds.ts';

const fileSchema = z
  .strictObject({ sources: z.array(sourceSchema, 'a list of sources') })
  .superRefine(({ sources }, context) => {
    for (const [index, source] of sources.entries()) {
      const report = (field: keyof Source, message: string) =>
        context.addIssue({ code: 'custom', path: ['sources', index, field], message });
      const earlier = sources.slice(0, index);
      if (earlier.some(({ id }) => id === source.id)) report('id', 'an id that no other source has');
      if (earlier.some(({ kind, folder }) => kind === source.kind && resolve(folder) === resolve(source.folder))) {
        report('folder', 'a folder that no other source of its kind has');
      }
    }
  });

/** Loads `sources.yaml`, or reports all its problems. Folders in the file are absolute, or relative to it; in the result they can be opened. */
export async function loadSources(file: string): Promise<Checked<readonly Source[]>> {
  const refuse = (problem: Omit<Problem, 'file'>): Checked<never> => {
    return { kind: 'invalid', problems: [{ file, ...problem }] };
  };
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return refuse({ expected: 'a file that lists the sources', got: (error as Error).message });
  }
  const decoded = decodeUtf8(file, bytes);
  if (decoded.kind === 'invalid') return decoded;
  const parsed = parseYaml({ file, text: decoded.value }, fileSchema);
  if (parsed.kind === 'invalid') return parsed;
  const { sources } = parsed.value;
  if (sources.length === 0) return refuse({ field: 'sources', expected: 'at least one source', got: showValue([]) });
  const open = (folder: string) => (isAbsolute(folder) ? folder : join(dirname(file), folder));
  return {
    kind: 'valid',
    value: sources.map((source) => ({
      ...source,
      folder: open(source.folder),
      ...omitUndefined({ static: source.static && open(source.static) }),
    })),
  };
}

/** Throws a `StartError` that names every source whose folder does not exist. */
export async function checkFolders(sources: readonly Source[]): Promise<void> {
  const folders = sources.flatMap(({ id, folder, static: staticFolder }) => [
    { name: `folder of source ${id}`, path: folder },
    { name: `static folder of source ${id}`, path: staticFolder },
  ]);
  const checks = folders.map(async ({ name, path }) => {
    if (path === undefined) return [];
    const stats = await stat(path).catch(() => undefined);
    return stats?.isDirectory() ? [] : [`The ${name} does not exist: ${path}`];
  });
  const missing = (await Promise.all(checks)).flat();
  if (missing.length > 0) throw new StartError(missing.join('\n'));
}
