import { stat } from 'node:fs/promises';
import { listFolder } from '../ingest/folder/source-files.ts';
import { SOURCE_KINDS } from '../ingest/source-kinds.ts';
import type { Problem } from '../model/problem.ts';

interface ImportFiles {
  readonly files: readonly string[];
  /** Files of folders that no kind of source reads. */
  readonly ignored: readonly string[];
  readonly problems: readonly Problem[];
}

/** Replaces each folder by the articles in it and in its folders. Reading a file that does not exist reports it. */
export async function listImportFiles(paths: readonly string[]): Promise<ImportFiles> {
  const extensions = SOURCE_KINDS.flatMap((kind) => kind.extensions);
  const files: string[] = [];
  const ignored: string[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) {
      files.push(path);
      continue;
    }
    const listed = await listFolder({ folder: path, extensions });
    for (const article of listed.articles) files.push(article.path);
    ignored.push(...listed.ignored);
    if (listed.articles.length === 0) {
      problems.push({ file: path, expected: `a folder with files ending in ${extensions.join(', ')}`, got: 'none' });
    }
  }
  return { files, ignored, problems };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
