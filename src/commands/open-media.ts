import { type MediaStore, openMediaStore } from '../media/media-store.ts';
import { StartError } from '../model/problem.ts';

/** Opens the media folder that `MEDIA_DIR` names; rejects with a `StartError` where it cannot be written. */
export async function openMedia(folder: string): Promise<MediaStore> {
  try {
    return await openMediaStore(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`MEDIA_DIR: expected a folder that can be written, got ${folder} (${why})`, { cause });
  }
}
