import { parentPort, workerData } from 'node:worker_threads';
import { createImporter } from '../ingest/importer.ts';
import { openAudioMeter } from '../ingest/measure-audio.ts';
import { openMediaStore } from '../media/media-store.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { systemClock } from '../model/timestamp.ts';
import { openStore } from '../store/open-store.ts';
import type { ImportJob, ImportThreadData } from './import-threads.ts';

// The program of a thread that imports, with its own connection to the store.

const { database, mediaDir, timeZone } = workerData as ImportThreadData;
const store = await openStore({ database, mintId: mintUuidV7 });
const importer = createImporter({
  store,
  media: await openMediaStore(mediaDir),
  clock: systemClock,
  timeZone,
  measureAudio: openAudioMeter(mediaDir),
});

parentPort?.on('message', async (job: ImportJob | undefined) => {
  if (job !== undefined) return parentPort?.postMessage(await importer.importFiles(job.source, job.files));
  await store.close();
  parentPort?.close();
});
