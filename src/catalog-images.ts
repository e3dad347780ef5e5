import type { Catalog } from './catalog/catalog.ts';
import { importDefinitionImages } from './catalog/import-definition-images.ts';
import type { MediaStore } from './media/media-store.ts';
import type { FaultLog } from './model/fault-log.ts';
import { formatProblem } from './model/problem.ts';
import { StorageFault } from './model/storage-fault.ts';

const TASK = 'images of feed definitions cannot be stored';
const RETRY_MS = 10_000;

/** Stores the images of feed definitions. Where the media folder cannot be written, the feeds have none until a later try succeeds. */
export function openCatalogImages(
  folder: string,
  media: Pick<MediaStore, 'addImage'>,
  faults: Pick<FaultLog, 'failed' | 'succeeded'>,
  log: Readonly<Record<'error', (fields: object, message: string) => void>>,
  onCatalog: (catalog: Catalog) => void,
) {
  let last: Catalog | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const setCatalog = async (loaded: Catalog): Promise<void> => {
    clearTimeout(timer);
    last = loaded;
    let fault: StorageFault | undefined;
    const addImage = async (file: string) => {
      try {
        return await media.addImage(file);
      } catch (error) {
        if (!(error instanceof StorageFault)) {
          return { kind: 'refused' as const, expected: 'an image that can be read', got: (error as Error).message };
        }
        fault = error;
        return { kind: 'refused' as const, expected: 'a media folder that can be written', got: error.message };
      }
    };
    const { catalog, problems } = await importDefinitionImages(loaded, folder, addImage);
    onCatalog(catalog);
    if (fault === undefined) {
      for (const problem of problems) log.error(problem, `image left out: ${formatProblem(problem)}`);
      faults.succeeded(TASK);
      return;
    }
    faults.failed(TASK, fault);
    if (closed) return;
    timer = setTimeout(() => void setCatalog(loaded), RETRY_MS);
    timer.unref();
  };

  return {
    setCatalog,
    /** For images that were deleted. */
    async storeAgain(): Promise<void> {
      if (last !== undefined) await setCatalog(last);
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
    },
  };
}
