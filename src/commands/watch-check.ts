import { existsSync } from 'node:fs';
import { findUnknownTerms } from '../catalog/find-unknown-terms.ts';
import { importDefinitionImages } from '../catalog/import-definition-images.ts';
import { watchCatalog } from '../catalog/watch-catalog.ts';
import type { Importer } from '../ingest/importer.ts';
import type { ArticleSink, ImportReport } from '../ingest/source-kind.ts';
import { explainIgnored, getKind, type Source } from '../ingest/source-kinds.ts';
import type { NewsroomFiles } from '../load-newsroom-files.ts';
import type { MediaStore } from '../media/media-store.ts';
import { escapeControls, formatProblem, type Problem } from '../model/problem.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';

interface WatchCheckOptions {
  readonly files: NewsroomFiles;
  readonly importer: Importer;
  readonly store: Pick<ArticleStore, 'listKnown' | 'findTerm' | 'listVisibleTerms'>;
  readonly media: Pick<MediaStore, 'addImage'>;
  readonly clock: Clock;
  /** The IANA time zone of the times that are shown. */
  readonly timeZone: string;
  /** A terminal shows all problems there are now; anything else gets what has changed. */
  readonly output: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Clears the window and what was above it. */
const CLEAR = '\x1B[2J\x1B[3J\x1B[H';

/** Checks articles and feed definitions, and again whatever is saved. Resolves when all are checked; `close` ends it. */
export async function watchCheck(options: WatchCheckOptions): Promise<{ close(): Promise<void> }> {
  const { files, importer, store, media, clock, timeZone, output } = options;
  /** What is wrong with each file, as lines. */
  const wrong = new Map<string, readonly string[]>();
  /** What else there is to know of a file that is in order, such as the date for which it is scheduled. */
  const notes = new Map<string, readonly string[]>();
  const time = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', timeStyle: 'medium' });
  const ignored = new Set<string>();
  let { catalog } = files;
  /** Lines about terms that no article has: no problems, since an article may come. */
  let unknownTerms: readonly string[] = [];
  let shownTerms: ReadonlySet<string> = new Set();
  let started = false;

  const show = (changed: ReadonlySet<string>): void => {
    if (!started) return;
    for (const file of ignored) if (!existsSync(file)) wrong.delete(file);
    const listed = output.isTTY === true || changed.size === 0 ? [...wrong.keys()].toSorted() : [...changed];
    const lines = listed.flatMap(
      (file) => wrong.get(file) ?? escapeControls(`${file}: ${existsSync(file) ? 'in order' : 'gone'}`),
    );
    lines.push(
      ...(output.isTTY === true || changed.size === 0
        ? [...notes.values()].flat()
        : [...changed].flatMap((file) => notes.get(file) ?? [])),
    );
    const problems = [...wrong.values()].flat().length;
    lines.push(...unknownTerms.filter((line) => output.isTTY === true || !shownTerms.has(line)));
    shownTerms = new Set(unknownTerms);
    lines.push(`${time.format(clock())} problems: ${problems}`);
    output.write(`${output.isTTY === true ? CLEAR : ''}${lines.join('\n')}\n`);
  };

  const findTerms = async (): Promise<void> => {
    if (started) unknownTerms = (await findUnknownTerms(catalog, files.folder, store)).map(formatProblem);
  };
  /** Files whose problems are new, others, or solved. */
  const set = (file: string, lines: readonly string[]): void => {
    if (lines.length === 0) wrong.delete(file);
    else wrong.set(file, lines);
  };
  const note = async ({ saved, refused, leftOut }: ImportReport): Promise<void> => {
    const unsolved = [...leftOut, ...refused].filter(({ solved }) => solved === undefined);
    const byFile = Map.groupBy(unsolved, ({ file }) => file);
    const changed = new Set([...saved.map(({ file }) => file), ...byFile.keys()]);
    for (const file of changed) {
      set(file, (byFile.get(file) ?? []).map(formatProblem));
      notes.delete(file);
    }
    for (const [file, found] of Map.groupBy(leftOut, (problem) => problem.file)) {
      const solved = found.filter((problem) => problem.solved !== undefined);
      if (solved.length > 0) notes.set(file, solved.map(formatProblem));
    }
    if (changed.size === 0) return;
    await findTerms();
    show(changed);
  };
  const openSink = (source: Source): ArticleSink => ({
    async deliver(articles) {
      const report = await importer.importArticles(source, articles);
      await note(report);
      return report;
    },
    async deliverFiles(articles, select = (all) => all) {
      const report = await importer.importFiles(source, articles);
      await note(select(report));
      return report;
    },
    listKnown: (externalIds) => store.listKnown(source.id, externalIds),
    reportGone(paths) {
      for (const file of paths) notes.delete(file);
      const known = paths.filter((file) => wrong.delete(file));
      if (known.length > 0) show(new Set(known));
    },
    reportIgnored(file) {
      const explanation = explainIgnored(file, files.sources);
      if (explanation === undefined || (ignored.has(file) && wrong.has(file))) return;
      ignored.add(file);
      set(file, [escapeControls(explanation)]);
      show(new Set([file]));
    },
    reportFault: (message) => output.write(`${message}\n`),
    reportRecovered: (message) => output.write(`${message}\n`),
  });

  const noteDefinitions = (problems: readonly Problem[]): void => {
    for (const file of definitions) wrong.delete(file);
    const byFile = Map.groupBy(problems, ({ file }) => file);
    const changed = new Set([...definitions, ...byFile.keys()]);
    for (const [file, found] of byFile) set(file, found.map(formatProblem));
    definitions = new Set(byFile.keys());
    show(changed);
  };
  let definitions: ReadonlySet<string> = new Set();

  await using opening = new AsyncDisposableStack();
  const images = await importDefinitionImages(catalog, files.folder, media.addImage);
  noteDefinitions(images.problems);
  opening.adopt(
    await watchCatalog(files.folder, {
      current: catalog,
      onChange: async (changed) => {
        catalog = changed;
        await findTerms();
        noteDefinitions((await importDefinitionImages(catalog, files.folder, media.addImage)).problems);
      },
      onProblems: noteDefinitions,
      onRecovered: (message) => output.write(`${message}\n`),
    }),
    (watcher) => watcher.close(),
  );
  const state = { findCursor: async () => undefined, saveCursor: async () => undefined };
  const imported = files.sources.map(async (source) => {
    const running = await getKind(source).start(source, openSink(source), state);
    opening.adopt(running, (opened) => opened.close());
    await running.imported;
  });
  await Promise.all(imported);
  started = true;
  await findTerms();
  show(new Set());
  const resources = opening.move();
  return { close: () => resources.disposeAsync() };
}
