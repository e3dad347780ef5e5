import { formatProblem } from '../model/problem.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { explainIgnored } from './folder/explain-ignored.ts';
import type { ImportReport } from './import-report.ts';
import type { Importer } from './importer.ts';
import type { ArticleSink, RunningSource, SourceState } from './source-kind.ts';
import { getKind, type Source } from './source-kinds.ts';

/** Receives lines about the sources; a pino logger is one. */
interface SourceLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface StartSourcesDependencies {
  readonly sources: readonly Source[];
  readonly importer: Importer;
  readonly store: Pick<ArticleStore, 'findSourceCursor' | 'saveSourceCursor'>;
  readonly clock: Clock;
  readonly log: SourceLog;
  /** Called after articles were created or updated, with their number, so that they are announced at once. */
  readonly onSaved?: (articles: number) => void;
}

/** Starts all sources; their folders exist (`checkFolders`). */
export async function startSources(dependencies: StartSourcesDependencies): Promise<RunningSource> {
  const ignored = new Set<string>();
  const running = await Promise.all(
    dependencies.sources.map((source) =>
      getKind(source).start(source, openSink(source, dependencies, ignored), openState(source, dependencies)),
    ),
  );
  return {
    imported: Promise.all(running.map(({ imported }) => imported)).then(() => undefined),
    async close() {
      await Promise.all(running.map((source) => source.close()));
    },
  };
}

function openState({ id }: Source, { store, clock }: StartSourcesDependencies): SourceState {
  return {
    findCursor: () => store.findSourceCursor(id),
    saveCursor: (cursor) => store.saveSourceCursor(id, cursor, clock()),
  };
}

/** `ignored` holds the ignored files that were reported. */
function openSink(
  source: Source,
  { sources, importer, log, onSaved }: StartSourcesDependencies,
  ignored: Set<string>,
): ArticleSink {
  const { id } = source;

  const report = ({ created, updated, unchanged, refused, leftOut }: ImportReport): void => {
    for (const problem of refused) log.warn({ source: id, ...problem }, `article refused: ${formatProblem(problem)}`);
    for (const problem of leftOut) log.warn({ source: id, ...problem }, `left out: ${formatProblem(problem)}`);
    if (created + updated === 0) return;
    log.info({ source: id, created, updated, unchanged }, `source ${id}: ${created} created, ${updated} updated`);
    onSaved?.(created + updated);
  };

  return {
    async deliver(articles) {
      const result = await importer.importArticles(source, articles);
      report(result);
      return result;
    },
    async deliverFiles(files, select = (all) => all) {
      const result = await importer.importFiles(source, files);
      report(select(result));
      return result;
    },
    reportGone(file) {
      log.info({ source: id, file }, `file ${file} was deleted; its article stays published until it is retracted`);
    },
    reportIgnored(file) {
      const explanation = explainIgnored(file, sources);
      if (explanation === undefined || ignored.has(file)) return;
      ignored.add(file);
      log.warn({ source: id, file }, explanation);
    },
    reportFault(message) {
      log.warn({ source: id }, message);
    },
  };
}
