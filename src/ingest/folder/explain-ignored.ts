import { getFolderFiles, type Source } from '../source-kinds.ts';
import { isArticlePath, isInFolder } from './source-files.ts';

/** Why a source ignores a file of its folder; `undefined` where another source reads it. */
export function explainIgnored(path: string, source: Source, sources: readonly Source[]): string | undefined {
  const isRead = sources.some((other) => isInFolder(other.folder, path) && isArticlePath(getFolderFiles(other), path));
  if (isRead) return undefined;
  return `file ${path} is ignored: source ${source.id} reads ${getFolderFiles(source).extensions.join(', ')}.`;
}
