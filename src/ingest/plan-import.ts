import { realpath } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { isArticlePath, isInFolder, toArticleFile } from './folder/source-files.ts';
import { IMPORT_SOURCE_ID } from './source-fields.ts';
import type { ArticleFile } from './source-kind.ts';
import { getFolderFiles, SOURCE_KINDS, type Source, sourceSchema } from './source-kinds.ts';

interface ImportPlan {
  readonly groups: readonly { readonly source: Source; readonly files: readonly ArticleFile[] }[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the source of each file. A file in a source's folder is the same article as when the source reads it. Any other belongs
 * to the source `import`: its kind follows from its extension, and its absolute path identifies the article.
 */
export async function planImport(paths: readonly string[], sources: readonly Source[]): Promise<ImportPlan> {
  const groups = new Map<string, { source: Source; files: ArticleFile[] }>();
  const problems: Problem[] = [];
  const resolved = await Promise.all(
    sources.map(async (source) => ({ ...source, folder: await resolveLinks(source.folder) })),
  );
  for (const path of new Set(paths)) {
    const absolute = await resolveLinks(path);
    const index = resolved.findIndex(
      (source) => isInFolder(source.folder, absolute) && isArticlePath(getFolderFiles(source), absolute),
    );
    const source = sources[index] ?? findLooseSource(absolute);
    if (source === undefined) {
      const extensions = SOURCE_KINDS.flatMap((kind) => kind.extensions).join(', ');
      problems.push({ file: path, expected: `a file ending in ${extensions}`, got: extname(path) || 'no extension' });
      continue;
    }
    const inFolder = resolved[index];
    const file =
      inFolder === undefined
        ? { path: absolute, externalId: absolute }
        : toArticleFile(source.folder, join(source.folder, relative(inFolder.folder, absolute)));
    const key = [source.id, source.kind, source.folder].join('\n');
    const group = groups.get(key) ?? { source, files: [] };
    if (!group.files.some(({ externalId }) => externalId === file.externalId)) group.files.push(file);
    groups.set(key, group);
  }
  return { groups: [...groups.values()], problems };
}

function findLooseSource(path: string): Source | undefined {
  const extension = extname(path).toLowerCase();
  const kind = SOURCE_KINDS.find(({ extensions }) => extensions.includes(extension))?.kind;
  if (kind === undefined) return undefined;
  // An id that the schema accepts, and the defaults of all other fields.
  return { ...sourceSchema.parse({ id: 'none', kind, folder: dirname(path) }), id: IMPORT_SOURCE_ID };
}

/** A missing file keeps its path, so that reading it reports it. */
async function resolveLinks(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
