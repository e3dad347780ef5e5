import { z } from 'zod';
import type { FolderKind } from './folder/folder-kind.ts';
import { type FolderFiles, isArticlePath, isConflictedCopy, isInFolder } from './folder/source-files.ts';
import { markdownKind } from './markdown/source.ts';
import { releaseKind } from './release/source.ts';

/** Every kind of source: a new one is added here. */
const KINDS = [markdownKind, releaseKind] as const;
const [first, ...others] = KINDS;

/** An entry of `sources.yaml`; its folder is a path that can be opened. */
export type Source = Readonly<z.infer<(typeof KINDS)[number]['schema']>>;

export const SOURCE_KINDS: readonly FolderKind[] = KINDS;

export const sourceSchema = z.discriminatedUnion('kind', [first.schema, ...others.map(({ schema }) => schema)], {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? `one of ${KINDS.map(({ kind }) => kind).join(', ')}`
      : 'a source with id, kind and folder',
});

export function getKind(source: Source): FolderKind {
  const kind = SOURCE_KINDS.find((candidate) => candidate.kind === source.kind);
  if (kind === undefined) throw new RangeError(`expected a known kind of source, got ${source.kind}`);
  return kind;
}

export function getFolderFiles(source: Source): FolderFiles {
  return { folder: source.folder, extensions: getKind(source).extensions };
}

/** Why a file of a source's folder is not read; `undefined` if a source reads it. */
export function explainIgnored(path: string, sources: readonly Source[]): string | undefined {
  const candidates = sources.filter(({ folder }) => isInFolder(folder, path));
  if (candidates.some((source) => isArticlePath(getFolderFiles(source), path))) return undefined;
  if (isConflictedCopy(path)) {
    return `file ${path} is ignored: it is a conflicted copy of another file. Take over what is missing there, then delete it`;
  }
  const reasons = candidates.map((source) => `source ${source.id} reads ${getKind(source).extensions.join(', ')}`);
  return `file ${path} is ignored: ${reasons.join('; ')}`;
}
