import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Checked, type Problem, showValue } from '../model/problem.ts';
import { parseYaml } from '../model/yaml-document.ts';
import { type Source, sourceSchema } from './source-kinds.ts';

const fileSchema = z
  .strictObject({ sources: z.array(sourceSchema, 'a list of sources') })
  .superRefine(({ sources }, context) => {
    for (const [index, source] of sources.entries()) {
      const earlier = sources.slice(0, index);
      if (earlier.some(({ id }) => id === source.id)) {
        context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message: 'an id of its own' });
      }
      if (earlier.some(({ kind, folder }) => kind === source.kind && resolve(folder) === resolve(source.folder))) {
        context.addIssue({ code: 'custom', path: ['sources', index, 'folder'], message: 'a folder of its own' });
      }
    }
  });

/** Loads `sources.yaml`, or says all that is wrong with it. Folders are given relative to the file and come back openable. */
export async function loadSources(file: string): Promise<Checked<readonly Source[]>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const problem: Problem = { file, expected: 'a file that names the sources', got: (error as Error).message };
    return { kind: 'invalid', problems: [problem] };
  }
  const parsed = parseYaml({ file, text }, fileSchema);
  if (parsed.kind === 'invalid') return parsed;
  const { sources } = parsed.value;
  if (sources.length === 0) {
    const problem: Problem = { file, field: 'sources', expected: 'at least one source', got: showValue(sources) };
    return { kind: 'invalid', problems: [problem] };
  }
  return { kind: 'valid', value: sources.map((source) => ({ ...source, folder: join(dirname(file), source.folder) })) };
}
