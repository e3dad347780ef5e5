import { readdirSync, readFileSync, statSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The file that tells which packages stand in a folder of bundled ones. */
export const NAMES_FILE = 'names.json';

/** One more whenever `bundle-packages.ts` makes them in another way: earlier ones are then left alone. */
const RECIPE = 3;

/**
 * Where the packages of this installation stand as one file each (`bundle-packages.ts` makes them); `undefined` where npm left no trace of what it
 * installed. Another installation or another Node is another folder; it is looked for once, since npm may install another under a running server.
 */
export const PACKAGES_FOLDER = findFolder();

/** Has packages read as one file each, where that folder holds all that it names. Everything else is found as ever. */
export function useBundledPackages(folder = PACKAGES_FOLDER): void {
  if (folder === undefined) return;
  let names: readonly string[];
  try {
    names = JSON.parse(readFileSync(path.join(folder, NAMES_FILE), 'utf8'));
    const files = new Set(readdirSync(folder));
    if (!names.every((name) => files.has(`${name}.mjs`))) return;
  } catch {
    return;
  }
  const urls = new Map(names.map((name) => [name, pathToFileURL(path.join(folder, `${name}.mjs`)).href]));
  module.registerHooks({
    resolve(specifier, context, next) {
      const url = urls.get(specifier);
      return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true };
    },
  });
}

function findFolder(): string | undefined {
  const packages = path.join(import.meta.dirname, '../../node_modules');
  const installed = statSync(path.join(packages, '.package-lock.json'), { throwIfNoEntry: false });
  if (installed === undefined) return undefined;
  // A layer of a container's image keeps seconds only.
  const seconds = Math.floor(installed.mtimeMs / 1000);
  const name = `${RECIPE}-${process.version}-${installed.size.toString(36)}-${seconds.toString(36)}`;
  return path.join(packages, '.cache/tidings', name);
}
