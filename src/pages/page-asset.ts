import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';

/** A file that the pages need, at an address that changes with its content, so that it may be cached for ever. */
export interface PageAsset {
  /** Below the site's base path: `/assets/tidings.0a1b2c3d.css`. */
  readonly path: string;
  /** The Content-Type to serve it with. */
  readonly type: string;
  readonly text: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** Loads an asset from disk; `appendix` is what is only known in code. */
export function loadPageAsset(file: string, appendix = ''): PageAsset {
  const extension = extname(file);
  const type = TYPES[extension];
  if (type === undefined) throw new Error(`expected one of ${Object.keys(TYPES).join(', ')}, got ${file}`);
  const text = readFileSync(file, 'utf8') + appendix;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { path: `/assets/${basename(file, extension)}.${hash}${extension}`, type, text };
}
