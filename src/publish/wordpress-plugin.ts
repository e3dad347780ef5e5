import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { strToU8, type ZippableFile, zipSync } from 'fflate';
import { TRANSLATIONS } from '../model/translations.ts';
import { buildPluginOptions } from './wordpress-options.ts';

const SOURCE = join(import.meta.dirname, '../../wordpress');
const FOLDER = 'tidings';
/** Fixed, so that the archive changes only if a file changes. */
const DATE = new Date(2026, 0, 1);
const ATTRIBUTES = { os: 3, attrs: 0o100644 << 16 };

/** Packs the plugin as a zip. The same files and public URL give the same bytes on every machine. */
export async function buildWordPressPlugin(publicUrl: string): Promise<Buffer> {
  const files = await buildPluginFiles(publicUrl);
  const packed = Object.entries(files).map(([path, bytes]): [string, ZippableFile] => [
    `${FOLDER}/${path}`,
    [bytes, { mtime: DATE, ...ATTRIBUTES }],
  ]);
  return Buffer.from(zipSync(Object.fromEntries(packed), { level: 9 }));
}

/** The plugin's files by path, sorted: those of `wordpress/` and the generated ones. */
export async function buildPluginFiles(publicUrl: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const entries = await readdir(SOURCE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  const copied = files.map(async ({ parentPath, name }): Promise<[string, Uint8Array]> => {
    const file = join(parentPath, name);
    return [relative(SOURCE, file).split(sep).join('/'), new Uint8Array(await readFile(file))];
  });
  const generated: readonly [string, string][] = [
    ['server.php', serverFile(publicUrl)],
    ['options.json', JSON.stringify(buildPluginOptions())],
    ['translations.json', JSON.stringify(TRANSLATIONS)],
  ];
  const all = [
    ...(await Promise.all(copied)),
    ...generated.map(([path, text]): [string, Uint8Array] => [path, strToU8(text)]),
  ];
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** In a PHP string in single quotes only these two characters need a backslash. */
function serverFile(publicUrl: string): string {
  const literal = publicUrl.replace(/['\\]/g, '\\$&');
  return `<?php\n// The newsroom that this plugin was downloaded from. The settings can name another.\nreturn '${literal}';\n`;
}
