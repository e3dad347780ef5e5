import { getFolderFiles, type Source } from '../source-kinds.ts';
import { isArticlePath, isInFolder } from './source-files.ts';

/** Why a file of a source's folder is not read; `undefined` if a source reads it. */
export function explainIgnored(path: string, sources: readonly Source[]): string | undefined {
  const candidates = sources.filter(({ folder }) => isInFolder(folder, path));
  if (candidates.some((source) => isArticlePath(getFolderFiles(source), path))) return undefined;
  const reasons = candidates.map(
    (source) => `source ${source.id} reads ${getFolderFiles(source).extensions.join(', ')}`,
  );
  return `file ${path} is ignored: ${reasons.join('; ')}`;
}
