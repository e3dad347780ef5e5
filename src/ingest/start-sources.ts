import { formatProblem } from '../model/problem.ts';
import { type FolderListener, watchFolder } from './folder/watch-folder.ts';
import type { Importer } from './importer.ts';
import type { Source } from './source-kinds.ts';

/** Where lines about the sources go; a pino logger is one. */
interface SourceLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What the sources are started with. */
export interface StartSourcesDependencies {
  readonly sources: readonly Source[];
  readonly importer: Importer;
  readonly log: SourceLog;
  /** Called whenever articles were created or changed, with their number, so that they are announced without delay. */
  readonly onSaved?: (articles: number) => void;
}

/** The sources, watched. */
export interface RunningSources {
  /** Resolves when every file that was there at the start has been read. */
  readonly imported: Promise<void>;
  /** Stops watching; resolves when what was under way has been saved. */
  close(): Promise<void>;
}

/** Starts watching every source; their folders are there (`checkFolders`). */
export async function startSources(dependencies: StartSourcesDependencies): Promise<RunningSources> {
  const { sources, importer } = dependencies;
  const watchers = await Promise.all(
    sources.map((source) => watchFolder({ source, importer, listener: listenerOf(source, dependencies) })),
  );
  return {
    imported: Promise.all(watchers.map(({ imported }) => imported)).then(() => undefined),
    async close() {
      await Promise.all(watchers.map((watcher) => watcher.close()));
    },
  };
}

function listenerOf({ id }: Source, { log, onSaved }: StartSourcesDependencies): FolderListener {
  return {
    onImport({ created, updated, unchanged, refused, leftOut }) {
      for (const problem of refused) log.warn({ source: id, ...problem }, `refused: ${formatProblem(problem)}`);
      for (const problem of leftOut) log.warn({ source: id, ...problem }, `left out: ${formatProblem(problem)}`);
      if (created + updated === 0) return;
      log.info({ source: id, created, updated, unchanged }, `${id}: ${created} created, ${updated} updated`);
      onSaved?.(created + updated);
    },
    onRemoved(path) {
      log.info({ source: id, file: path }, `${path} is gone; its article stays until it is retracted`);
    },
    onTrouble(message) {
      log.warn({ source: id }, message);
    },
  };
}
