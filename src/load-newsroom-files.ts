import path from 'node:path';
import type { Catalog } from './catalog/catalog.ts';
import { loadCatalog } from './catalog/load-catalog.ts';
import { loadSources } from './ingest/load-sources.ts';
import type { Source } from './ingest/source-kinds.ts';
import { formatProblem, type Problem, StartError } from './model/problem.ts';

/** The content of `FEEDS_DIR`: feed definitions and sources. */
export interface NewsroomFiles {
  readonly folder: string;
  readonly catalog: Catalog;
  readonly sources: readonly Source[];
}

/** Rejects with one `StartError` that names every problem. */
export async function loadNewsroomFiles(folder: string): Promise<NewsroomFiles> {
  const [catalog, sources] = await Promise.all([loadCatalog(folder), loadSources(path.join(folder, 'sources.yaml'))]);
  if (catalog.kind === 'valid' && sources.kind === 'valid')
    return { folder, catalog: catalog.value, sources: sources.value };
  const problems = [catalog, sources].flatMap((checked) => (checked.kind === 'invalid' ? checked.problems : []));
  throw new StartError(`The feed definitions or sources are invalid:\n${listProblems(problems)}`);
}

export function listProblems(problems: readonly Problem[]): string {
  return problems.map((problem) => `  ${formatProblem(problem)}`).join('\n');
}
