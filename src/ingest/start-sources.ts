import { formatProblem } from '../model/problem.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { Importer } from './importer.ts';
import type { Intake } from './intake.ts';
import type { ArticleSink, ImportReport, RunningSource } from './source-kind.ts';
import { explainIgnored, getKind, type Source } from './source-kinds.ts';

interface StartSourcesDependencies {
  readonly sources: readonly Source[];
  readonly importer: Importer;
  readonly store: Pick<ArticleStore, 'findSourceCursor' | 'saveSourceCursor' | 'listKnown'>;
  readonly clock: Clock;
  readonly log: Readonly<Record<'info' | 'warn', (fields: object, message: string) => void>>;
  readonly intake: Intake;
  readonly onReport?: (report: ImportReport) => void;
}

/** Where more files are gone at once, one line names them all. */
const MAX_GONE_LINES = 10;

/** Starts all sources; their folders exist (`checkFolders`). */
export async function startSources(dependencies: StartSourcesDependencies): Promise<RunningSource> {
  const { sources, store, clock } = dependencies;
  const ignored = new Set<string>();
  const running = await Promise.all(
    sources.map((source) =>
      getKind(source).start(source, openSink(source, dependencies, ignored), {
        findCursor: () => store.findSourceCursor(source.id),
        saveCursor: (cursor) => store.saveSourceCursor(source.id, cursor, clock()),
      }),
    ),
  );
  return {
    imported: Promise.all(running.map(({ imported }) => imported)).then(() => undefined),
    async close() {
      await Promise.all(running.map((source) => source.close()));
    },
  };
}

/** `ignored` holds the ignored files that were reported. */
function openSink(
  source: Source,
  { sources, importer, store, log, intake, onReport }: StartSourcesDependencies,
  ignored: Set<string>,
): ArticleSink {
  const { id } = source;

  const report = (all: ImportReport): void => {
    const { created, updated, unchanged, refused, leftOut, copies } = all;
    intake.record(id, all);
    onReport?.(all);
    for (const problem of refused) log.warn({ source: id, ...problem }, `article refused: ${formatProblem(problem)}`);
    for (const problem of leftOut) {
      const message = formatProblem(problem);
      log.warn({ source: id, ...problem }, problem.solved === undefined ? `left out: ${message}` : message);
    }
    for (const [file, [other]] of copies) {
      log.info(
        { source: id, file },
        `file ${file} is a copy of ${other}: it is published in a minute, unless the other is deleted`,
      );
    }
    if (created + updated === 0) return;
    log.info({ source: id, created, updated, unchanged }, `source ${id}: ${created} created, ${updated} updated`);
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
    listKnown: (externalIds) => store.listKnown(id, externalIds),
    reportGone(files) {
      for (const file of files) intake.forget(id, file);
      const stays = 'if an article was published from it, it stays until it is retracted or another file has it';
      if (files.length > MAX_GONE_LINES) {
        log.info({ source: id, files: files.length }, `${files.length} files are gone, such as ${files[0]}; ${stays}`);
      } else for (const file of files) log.info({ source: id, file }, `file ${file} is gone; ${stays}`);
    },
    reportIgnored(file) {
      const explanation = explainIgnored(file, sources);
      if (explanation === undefined) return;
      intake.ignore(id, file, explanation);
      if (ignored.has(file)) return;
      ignored.add(file);
      log.warn({ source: id, file }, explanation);
    },
    reportFault: (message) => log.warn({ source: id }, message),
    reportRecovered: (message) => log.info({ source: id }, message),
  };
}
