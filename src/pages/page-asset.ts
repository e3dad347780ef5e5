import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';

/** A file of the pages. The address of most changes with the content, so that caches can keep them permanently. */
interface PageAsset<Body extends string | Buffer> {
  /** Below the site's base path: `/assets/tidings.0a1b2c3d.css`. */
  readonly path: string;
  readonly type: string;
  readonly body: Body;
}

export type TextAsset = PageAsset<string>;
export type BinaryAsset = PageAsset<Buffer>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
};

/** Loads a text file. `edit` may change its text. */
export function loadPageAsset(file: string, edit: (text: string) => string = (text) => text): TextAsset {
  const extension = extname(file);
  return nameAsset(basename(file, extension), extension, edit(readFileSync(file, 'utf8')));
}

/** Gives content a name that changes with it. */
export function nameAsset<Body extends string | Buffer>(name: string, extension: string, body: Body): PageAsset<Body> {
  const type = TYPES[extension];
  if (type === undefined) throw new Error(`expected one of ${Object.keys(TYPES).join(', ')}, got ${extension}`);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 8);
  return { path: `/assets/${name}.${hash}${extension}`, type, body };
}
