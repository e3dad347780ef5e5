import { parentPort, workerData } from 'node:worker_threads';
import { createImporter } from '../ingest/importer.ts';
import { openMediaStore } from '../media/media-store.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { systemClock } from '../model/timestamp.ts';
import { openStore } from '../store/open-store.ts';
import type { ImportOrder, ImportThreadData } from './import-threads.ts';

// The program of a thread that imports: with a connection of its own to the store, so that nothing of it is work of the thread that serves.

const { database, mediaDir } = workerData as ImportThreadData;
const store = await openStore({ database, mintId: mintUuidV7 });
const importer = createImporter({ store, media: await openMediaStore(mediaDir), clock: systemClock });

/** An order is answered with its report; `undefined` is the last one. */
parentPort?.on('message', async (order: ImportOrder | undefined) => {
  if (order !== undefined) return parentPort?.postMessage(await importer.importFiles(order.source, order.files));
  await store.close();
  parentPort?.close();
});
