import path from 'node:path';
import type { Catalog } from './catalog/catalog.ts';
import { loadCatalog } from './catalog/load-catalog.ts';
import { loadSources } from './ingest/load-sources.ts';
import type { Source } from './ingest/source-kinds.ts';
import { formatProblem, type Problem, StartError } from './model/problem.ts';

/** What the folder of definitions says: what is published, and where it comes from. */
export interface NewsroomFiles {
  readonly folder: string;
  readonly catalog: Catalog;
  readonly sources: readonly Source[];
}

/** Loads feed definitions and sources; rejects with a `StartError` that names everything that is wrong with either. */
export async function loadNewsroomFiles(folder: string): Promise<NewsroomFiles> {
  const [catalog, sources] = await Promise.all([loadCatalog(folder), loadSources(path.join(folder, 'sources.yaml'))]);
  if (catalog.kind === 'valid' && sources.kind === 'valid')
    return { folder, catalog: catalog.value, sources: sources.value };
  const problems = [catalog, sources].flatMap((checked) => (checked.kind === 'invalid' ? checked.problems : []));
  throw new StartError(`The definitions are wrong:\n${listProblems(problems)}`);
}

/** One problem a line, indented. */
export function listProblems(problems: readonly Problem[]): string {
  return problems.map((problem) => `  ${formatProblem(problem)}`).join('\n');
}
