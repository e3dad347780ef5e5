import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';

/** A file of the pages. Its address changes with its content, so that caches can keep it permanently. */
export interface PageAsset {
  /** Below the site's base path: `/assets/tidings.0a1b2c3d.css`. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

export function loadPageAsset(file: string, appendix = ''): PageAsset {
  const extension = extname(file);
  const type = TYPES[extension];
  if (type === undefined) throw new Error(`expected one of ${Object.keys(TYPES).join(', ')}, got ${file}`);
  const text = readFileSync(file, 'utf8') + appendix;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { path: `/assets/${basename(file, extension)}.${hash}${extension}`, type, text };
}
