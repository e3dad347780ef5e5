import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads';
import { type BrokenFile, type Importer, type ImportStep, splitIntoBatches } from '../ingest/importer.ts';
import { EMPTY_REPORT, joinReports } from '../ingest/join-reports.ts';
import type { ArticleFile, ImportReport, SourceArticle } from '../ingest/source-kind.ts';
import type { Source } from '../ingest/source-kinds.ts';
import type { Bucket } from '../media/bucket.ts';
import type { DatabaseLocation } from '../model/database-url.ts';
import type { ThreadMetrics } from '../model/newsroom-metrics.ts';
import { openBrokenFiles } from './broken-files.ts';
import { toCpuMs } from './cpu-ms.ts';
import { createSlots } from './slots.ts';
import { openThreadPool } from './thread-pool.ts';

export interface ImportThreadData {
  /** Not in memory: only one connection sees that. */
  readonly database: DatabaseLocation;
  readonly mediaDir: string;
  /** Has the media instead of the folder. */
  readonly bucket?: Bucket | undefined;
  readonly timeZone: string;
  /** Whether to ask other servers for the length of audio; by default it does. */
  readonly measuresAudio?: boolean;
  /** Whether other work of the process comes first, as on a server. */
  readonly isBackground?: boolean;
}

interface Batch {
  readonly files: readonly ArticleFile[];
  readonly articles: readonly SourceArticle[];
}

/** A step, and the processor time of the thread when it began. */
export type ThreadStep = ImportStep & { readonly cpuMs: number };

export interface ImportJob extends Batch {
  readonly source: Source;
  readonly steps: MessagePort;
  readonly broken: ReadonlyMap<string, BrokenFile>;
}

interface ImportThreadsOptions extends ImportThreadData {
  /** One more reads what comes while a file takes long. */
  readonly threads: number;
  /** Processor time for one file, without its media; tests set it. */
  readonly timeoutMs?: number;
  /** For one thread; tests set it. */
  readonly memoryMb?: number;
}

const IDLE_MS = 10_000;
/** Reading takes milliseconds. This is processor time: on a busy machine it can take many times as long. */
const TIMEOUT_MS = 10_000;
/** For a file that waits, and uses no processor. */
const MAX_WAIT_MS = 60_000;
/** A thread that does not tell its processor time within this time waits for the system. */
const ANSWER_MS = 5_000;
const MEMORY_MB = 512;
/** A batch takes less, without its images. */
const LONG_MS = 1_000;
const PROGRAM = new URL('./import-thread.ts', import.meta.url);

/**
 * Imports on threads, so that no file uses more than the time and memory of its thread. A file that breaks a limit is refused, also at
 * later starts, until it changes. Where no thread can start, files are postponed.
 */
export function openImportThreads({
  threads,
  timeoutMs = TIMEOUT_MS,
  memoryMb = MEMORY_MB,
  ...data
}: ImportThreadsOptions): Importer & { readMetrics(): ThreadMetrics; close(): Promise<void> } {
  const pool = openThreadPool<ImportJob, ImportReport>({
    program: PROGRAM,
    workerData: data,
    idleMs: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
  });
  const lanes = Math.max(1, threads);
  const inSlot = createSlots(lanes, LONG_MS);
  const broken = openBrokenFiles(data.mediaDir);
  let closed = false;

  const importBatch = async (source: Source, batch: Batch): Promise<ImportReport> => {
    if (listNames(batch).length === 0) return EMPTY_REPORT;
    const { port1, port2: steps } = new MessageChannel();
    const progress = followSteps(port1, timeoutMs);
    try {
      const job = { source, ...batch, steps, broken: await broken.list() };
      return await pool.run(job, { transfer: [steps], signal: progress.signal, onThread: progress.setThread });
    } catch (fault) {
      const { hasStarted, reading } = progress.getState();
      if (closed) throw fault;
      const names = listNames(batch);
      if (!hasStarted) return postpone(names, (fault as Error).message);
      const name = reading?.file ?? names[0];
      // It is not known which of several articles could not be saved.
      if (name === undefined || (reading === undefined && names.length > 1)) return await importEach(source, batch);
      const problem = explain(fault, timeoutMs, memoryMb);
      if (reading !== undefined && reading.hash !== '') await broken.add(reading.hash, problem);
      const others = await importBatch(source, without(batch, name));
      return { ...others, refused: [{ file: name, ...problem }, ...others.refused] };
    } finally {
      progress.close();
    }
  };

  const importEach = async (source: Source, { files, articles }: Batch): Promise<ImportReport> => {
    let report = EMPTY_REPORT;
    for (const file of files) report = joinReports(report, await importBatch(source, { files: [file], articles: [] }));
    for (const article of articles) {
      report = joinReports(report, await importBatch(source, { files: [], articles: [article] }));
    }
    return report;
  };

  const importAll = async (source: Source, batches: Batch[]): Promise<ImportReport> => {
    let report = EMPTY_REPORT;
    const importNext = async (): Promise<void> => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        const next = batch;
        const part = await inSlot(() => importBatch(source, next));
        report = joinReports(report, part);
        if (part.postponed?.files.size !== listNames(next).length) continue;
        // The others would wait for the same.
        const left = batches.splice(0).flatMap(listNames);
        report = joinReports(report, postpone(left, part.postponed.reason));
      }
    };
    await Promise.all(Array.from({ length: Math.min(lanes, batches.length) }, importNext));
    return report;
  };

  return {
    importArticles: (source, articles) =>
      importAll(
        source,
        splitIntoBatches(articles).map((batch) => ({ files: [], articles: batch })),
      ),
    importFiles: (source, files) =>
      importAll(
        source,
        splitIntoBatches(files).map((batch) => ({ files: batch, articles: [] })),
      ),
    readMetrics: () => pool.readMetrics(),
    async close() {
      closed = true;
      await pool.close();
    },
  };
}

/** Follows what a thread does. The signal ends it when a file takes too long. */
function followSteps(port: MessagePort, timeoutMs: number) {
  const tooLong = new AbortController();
  let thread: Pick<Worker, 'cpuUsage'> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  let reading: { readonly file: string; readonly hash: string } | undefined;

  const follow = (step: ThreadStep): void => {
    count += 1;
    clearTimeout(timer);
    if (step.kind === 'reading') reading = step;
    if (step.kind === 'saving') reading = undefined;
    if (step.kind === 'reading' || step.kind === 'resumed') startTimer(performance.now(), step.cpuMs, timeoutMs);
  };
  const readAll = (): void => {
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      follow(next.message);
    }
  };
  const startTimer = (startedAt: number, startCpuMs: number, ms: number): void => {
    timer = setTimeout(() => void onTimeout(startedAt, startCpuMs), ms);
  };
  const onTimeout = async (startedAt: number, startCpuMs: number): Promise<void> => {
    const before = count;
    const cpuMs = await Promise.race([getCpuMs(thread), wait(ANSWER_MS, undefined, { ref: false })]);
    // If this thread was the slow one, later steps have arrived meanwhile.
    readAll();
    if (count !== before) return;
    const left = cpuMs === undefined ? 0 : timeoutMs - (cpuMs - startCpuMs);
    if (left > 0 && performance.now() - startedAt < MAX_WAIT_MS) startTimer(startedAt, startCpuMs, left);
    else tooLong.abort();
  };

  port.on('message', follow);
  return {
    signal: tooLong.signal,
    setThread(running: Pick<Worker, 'cpuUsage'>): void {
      thread = running;
    },
    getState() {
      readAll();
      return { hasStarted: count > 0, reading };
    },
    close(): void {
      clearTimeout(timer);
      port.close();
    },
  };
}

/** `undefined` where the thread has ended. */
async function getCpuMs(thread: Pick<Worker, 'cpuUsage'> | undefined): Promise<number | undefined> {
  const usage = await thread?.cpuUsage().catch(() => undefined);
  return usage && toCpuMs(usage);
}

function explain(fault: unknown, timeoutMs: number, memoryMb: number): BrokenFile {
  const { code, name, message } = fault as NodeJS.ErrnoException;
  const later = 'it is read again when it changes';
  if (name === 'AbortError') {
    return { expected: `a file that is read in ${timeoutMs / 1000} seconds`, got: `one that takes longer; ${later}` };
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { expected: `a file that is read in ${memoryMb} MB of memory`, got: `one that needs more; ${later}` };
  }
  return { expected: 'a file that can be read', got: `${message}; ${later}` };
}

function listNames({ files, articles }: Batch): readonly string[] {
  return [...files.map(({ path }) => path), ...articles.map(({ origin }) => origin.file)];
}

function without({ files, articles }: Batch, name: string): Batch {
  return {
    files: files.filter(({ path }) => path !== name),
    articles: articles.filter(({ origin }) => origin.file !== name),
  };
}

function postpone(names: readonly string[], reason: string): ImportReport {
  return names.length === 0 ? EMPTY_REPORT : { ...EMPTY_REPORT, postponed: { files: new Set(names), reason } };
}
