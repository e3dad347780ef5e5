import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** A file that an article names: where it is, or why it is not taken, in the words of a `Problem`. */
export type Attachment =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing' | 'outside'; readonly path: string; readonly expected: string };

/**
 * Finds a file that an article names relative to itself. It has to be in the source's folder, links followed, so that no article can
 * publish another file of the machine.
 */
export async function findAttachment(reference: string, articlePath: string, folder: string): Promise<Attachment> {
  const path = resolve(dirname(articlePath), decode(reference.replace(/[?#].*$/s, '')));
  const outside: Attachment = { kind: 'outside', path, expected: "a file in the source's folder" };
  if (!isInside(path, resolve(folder))) return outside;
  try {
    return isInside(await realpath(path), await realpath(folder)) ? { kind: 'found', path } : outside;
  } catch {
    return { kind: 'missing', path, expected: 'a file that is there' };
  }
}

/** Whether an address in HTML names a file beside the article, and not something on a server. */
export function isLocalReference(reference: string): boolean {
  return reference !== '' && !/^([a-z][a-z0-9+.-]*:|[/\\#?])/i.test(reference);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function decode(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}
