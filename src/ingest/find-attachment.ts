import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { decodePercent } from '../model/web-url.ts';
import { isInFolder } from './folder/source-files.ts';

/** A file that an article names: its path, or what a `Problem` says was expected. */
export type Attachment =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing' | 'outside'; readonly path: string; readonly expected: string };

/**
 * Finds a file that an article names relative to its own file. It has to be in the source's folder, also after symbolic links are
 * followed: no article can publish another file of the machine.
 */
export async function findAttachment(reference: string, articlePath: string, folder: string): Promise<Attachment> {
  const path = resolve(dirname(articlePath), decodePercent(reference.replace(/[?#].*$/s, '')));
  const outside: Attachment = { kind: 'outside', path, expected: "a file in the source's folder" };
  if (!isInFolder(resolve(folder), path)) return outside;
  try {
    return isInFolder(await realpath(folder), await realpath(path)) ? { kind: 'found', path } : outside;
  } catch {
    return { kind: 'missing', path, expected: 'a file that is there' };
  }
}

/** Whether an address in HTML is a path relative to the article's file, and not a URL. */
export function isLocalReference(reference: string): boolean {
  return reference !== '' && !/^([a-z][a-z0-9+.-]*:|[/\\#?])/i.test(reference);
}
