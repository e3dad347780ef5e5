import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { decodePercent } from '../model/web-url.ts';
import type { FolderSource } from './folder/folder-kind.ts';
import { isInFolder } from './folder/source-files.ts';

/** A file that an article names: its path, or what a `Problem` says was expected. */
export type Attachment =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing' | 'outside'; readonly path?: string; readonly expected: string };

/** The folders of a source in which files may be. */
export type AttachmentFolders = Pick<FolderSource, 'folder' | 'static'>;

/**
 * Finds a file that an article names relative to its own file; a path that begins with `/` is relative to the static folder. It has to be
 * in the source's folder or in the static folder, also after symbolic links are followed: no article can publish another file of the machine.
 */
export async function findAttachment(
  reference: string,
  articlePath: string,
  { folder: sourceFolder, static: staticFolder }: AttachmentFolders,
): Promise<Attachment> {
  const named = decodePercent(reference.replace(/[?#].*$/s, ''));
  const isStatic = named.startsWith('/');
  const folder = isStatic ? staticFolder : sourceFolder;
  if (folder === undefined) {
    return { kind: 'missing', expected: 'a path relative to the article, since the source has no static folder' };
  }
  const path = resolve(isStatic ? folder : dirname(articlePath), isStatic ? `.${named}` : named);
  const expected = `a file in the source's ${isStatic ? 'static folder' : 'folder'}`;
  const outside: Attachment = { kind: 'outside', path, expected };
  if (!isInFolder(resolve(folder), path)) return outside;
  try {
    return isInFolder(await realpath(folder), await realpath(path)) ? { kind: 'found', path } : outside;
  } catch {
    return { kind: 'missing', path, expected: isStatic ? expected : 'a file that is there' };
  }
}

/** Whether an address in HTML is a path of a file, relative to the article's file or to the static folder, and not a URL. */
export function isLocalReference(reference: string): boolean {
  return reference !== '' && !/^([a-z][a-z0-9+.-]*:|\/\/|[\\#?])/i.test(reference);
}
