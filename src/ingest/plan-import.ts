import { realpath } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { ArticleFile } from './folder/article-file.ts';
import { isArticlePath, toArticleFile } from './folder/source-files.ts';
import { EXTENSIONS, type Source, type SourceKind } from './source-kinds.ts';

/** Named files, by the source to which they belong. */
export interface ImportRequest {
  readonly groups: readonly { readonly source: Source; readonly files: readonly ArticleFile[] }[];
  /** Files that belong to no kind of source. */
  readonly problems: readonly Problem[];
}

/** The source of files that lie in no source's folder. */
const IMPORT_SOURCE_ID = 'import';
const ENDINGS = Object.values(EXTENSIONS).flat();

/**
 * Finds out to which source named files belong. A file in a configured source's folder is that source's, and the article it is there. Any other
 * is of the source `import`, of the kind that its ending says, and known again by its absolute path.
 */
export async function planImport(paths: readonly string[], sources: readonly Source[]): Promise<ImportRequest> {
  const groups = new Map<string, { source: Source; files: ArticleFile[] }>();
  const problems: Problem[] = [];
  const folders = await Promise.all(sources.map(async (source) => ({ ...source, folder: await real(source.folder) })));
  for (const path of new Set(paths)) {
    const absolute = await real(path);
    const home = folders.findIndex((source) => isInside(absolute, source.folder) && isArticlePath(source, absolute));
    const source = sources[home] ?? findLooseSource(absolute);
    if (source === undefined) {
      problems.push({
        file: path,
        expected: `a file ending in ${ENDINGS.join(', ')}`,
        got: extname(path) || 'no ending',
      });
      continue;
    }
    const inFolder = folders[home];
    const file =
      inFolder === undefined
        ? { path: absolute, externalId: absolute }
        : toArticleFile(source, join(source.folder, relative(inFolder.folder, absolute)));
    const key = [source.id, source.kind, source.folder].join('\n');
    const group = groups.get(key) ?? { source, files: [] };
    if (!group.files.some(({ externalId }) => externalId === file.externalId)) group.files.push(file);
    groups.set(key, group);
  }
  return { groups: [...groups.values()], problems };
}

function findLooseSource(path: string): Source | undefined {
  const extension = extname(path).toLowerCase();
  const kind = (Object.keys(EXTENSIONS) as SourceKind[]).find((candidate) => EXTENSIONS[candidate].includes(extension));
  if (kind === undefined) return undefined;
  const common = { id: IMPORT_SOURCE_ID, folder: dirname(path), language: 'en', categories: [] };
  switch (kind) {
    case 'markdown':
      return { ...common, kind };
    case 'release':
      return { ...common, kind, trailing: [] };
  }
}

/** The path with links followed; of what is not there the absolute path, so that reading it says so. */
async function real(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
