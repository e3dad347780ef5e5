import { getPriority, setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type BrokenFile, createImporter, type ImportStep } from '../ingest/importer.ts';
import { openAudioMeter } from '../ingest/measure-audio.ts';
import { createMediaStore, findMediaFiles } from '../media/media-store.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { systemClock } from '../model/timestamp.ts';
import { openStore } from '../store/open-store.ts';
import { toCpuMs } from './cpu-ms.ts';
import type { ImportJob, ImportThreadData, ThreadStep } from './import-threads.ts';

// The program of a thread that imports, with its own connection to the store.

/** Where all processors are busy, the serving thread gets ten times as much. */
const BACKGROUND_PRIORITY = 10;

const data = workerData as ImportThreadData;
const { database, mediaDir, bucket, timeZone, measuresAudio = true, isBackground = false } = data;
// On Linux this is the priority of the thread, elsewhere that of the whole process.
if (isBackground && process.platform === 'linux') setPriority(Math.max(getPriority(), BACKGROUND_PRIORITY));
// A newer server may have migrated the database since this one started.
const store = await openStore({ database, mintId: mintUuidV7, asItIs: true, later: 'any' });
// Articles without images are saved also while the media folder cannot be used.
const media = createMediaStore(await findMediaFiles(mediaDir, bucket));

let steps: MessagePort | undefined;
let broken: ReadonlyMap<string, BrokenFile> = new Map();
const onStep = (step: ImportStep) =>
  steps?.postMessage({ ...step, cpuMs: toCpuMs(process.threadCpuUsage()) } satisfies ThreadStep);

/** Tells that a task has limits of its own. */
function waitingFor<Args extends readonly unknown[], Result>(task: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    onStep({ kind: 'waiting' });
    try {
      return await task(...args);
    } finally {
      onStep({ kind: 'resumed' });
    }
  };
}

const importer = createImporter({
  store,
  media: { ...media, addImage: waitingFor(media.addImage), addAudio: waitingFor(media.addAudio) },
  clock: systemClock,
  timeZone,
  ...(measuresAudio && { measureAudio: waitingFor(openAudioMeter(mediaDir)) }),
  onStep,
  findBroken: (hash) => broken.get(hash),
});

parentPort?.on('message', async (job: ImportJob | undefined) => {
  if (job !== undefined) {
    ({ steps, broken } = job);
    const { source, files, articles } = job;
    const report =
      files.length > 0 ? await importer.importFiles(source, files) : await importer.importArticles(source, articles);
    steps.close();
    return parentPort?.postMessage(report);
  }
  await store.close();
  parentPort?.close();
});
