import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Input on which a parser failed. */
export interface CorpusCase {
  readonly parser: string;
  readonly input: string;
}

const FOLDER = path.join(import.meta.dirname, 'corpus');

export function loadCorpus(): readonly CorpusCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as CorpusCase);
}

/** Returns the path of its file. */
export function saveCase(found: CorpusCase): string {
  const hash = createHash('sha256').update(JSON.stringify(found)).digest('hex').slice(0, 8);
  const file = path.join(FOLDER, `${found.parser}-${hash}.json`);
  writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  return file;
}
