import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { strToU8, type ZippableFile, zipSync } from 'fflate';

const PLUGIN = join(import.meta.dirname, '../../wordpress');
/** The folder inside the archive, which WordPress makes the plugin's name from. */
const FOLDER = 'tidings';
/** The one file that is not as it lies here: it returns the newsroom's address. */
const SERVER_FILE = 'server.php';
/** An archive has local times without a zone, so this is the same everywhere: what is downloaded changes with its files alone. */
const DATE = new Date(2026, 0, 1);
/** Unix, and a file that everybody may read (rw-r--r--), as `unzip` understands the two. */
const UNIX = 3;
const READABLE = 0o100644 << 16;

/**
 * Packs the WordPress plugin as a zip that a site's administrator uploads, with this newsroom's address as the default: the same
 * bytes for the same files and address, on every machine.
 */
export async function buildWordPressPlugin(publicUrl: string): Promise<Buffer> {
  const entries = await readdir(PLUGIN, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(PLUGIN, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
  const files: Record<string, ZippableFile> = {};
  for (const path of paths) {
    const bytes = path === SERVER_FILE ? strToU8(serverFile(publicUrl)) : await readFile(join(PLUGIN, path));
    files[`${FOLDER}/${path}`] = [new Uint8Array(bytes), { mtime: DATE, os: UNIX, attrs: READABLE }];
  }
  return Buffer.from(zipSync(files, { level: 9 }));
}

/** In single quotes PHP takes everything as it stands but these two. */
function serverFile(publicUrl: string): string {
  const literal = publicUrl.replace(/['\\]/g, '\\$&');
  return `<?php\n// The newsroom from which this plugin was downloaded; the settings can name another.\nreturn '${literal}';\n`;
}
