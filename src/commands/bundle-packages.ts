import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, stop } from 'esbuild';
import { NAMES_FILE } from './bundled-packages.ts';

/** What is loaded before the first feed, in hundreds of small files. */
const NAMES = ['commander', 'cors', 'express', 'express-rate-limit', 'helmet', 'kysely', 'pino', 'yaml', 'zod'];
/** Under this name Node gives the whole of a CommonJS package. */
const COMMON_JS = 'module.exports';
/** Far longer than it takes to write them, in milliseconds. */
const LEFT_AFTER_MS = 60 * 60 * 1000;
/** Some of these packages call `require` for what may never be needed. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;";

/**
 * Writes each package that a start needs into a file of its own, all of them or none, and resolves when they are there. Rejects where the folder cannot be
 * written, or somebody else has just done it.
 */
export async function bundlePackages(folder: string): Promise<void> {
  const beside = path.dirname(folder);
  await mkdir(beside, { recursive: true });
  await removeLeft(beside);
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    for (const name of NAMES) {
      const exported = (await import(name)) as Record<string, unknown>;
      const { metafile } = await build({
        stdin: { contents: reexport(name, exported), resolveDir: import.meta.dirname, sourcefile: `${name}.mjs` },
        outfile: path.join(unfinished, `${name}.mjs`),
        bundle: true,
        platform: 'node',
        format: 'esm',
        banner: { js: REQUIRE },
        keepNames: true,
        metafile: true,
        logLevel: 'silent',
      });
      const given = new Set(Object.values(metafile.outputs).flatMap((output) => output.exports));
      const missing = Object.keys(exported).filter((key) => key !== COMMON_JS && !given.has(key));
      if (missing.length > 0) throw new Error(`expected ${name} in one file to give ${missing.join(', ')}`);
    }
    await writeFile(path.join(unfinished, NAMES_FILE), JSON.stringify(NAMES));
    await chmod(unfinished, 0o755);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await stop();
  }
}

/** Removes what a server that was stopped has left unfinished; what is young another may still be at. */
async function removeLeft(beside: string): Promise<void> {
  for (const entry of await readdir(beside)) {
    const left = path.join(beside, entry);
    const { mode, mtimeMs } = await stat(left);
    // mkdtemp makes a folder for its owner alone; a finished one is for everybody.
    const isFinished = (mode & 0o077) !== 0;
    if (!isFinished && Date.now() - mtimeMs > LEFT_AFTER_MS) await rm(left, { recursive: true, force: true });
  }
}

/** Gives on what a package gives; of a CommonJS package what Node sees in it. */
function reexport(name: string, exported: Readonly<Record<string, unknown>>): string {
  if (!(COMMON_JS in exported)) {
    return `export * from '${name}';${'default' in exported ? `export { default } from '${name}';` : ''}`;
  }
  const names = Object.keys(exported).filter((key) => key !== COMMON_JS && key !== 'default');
  // By way of other names, since what a package calls `static` no variable can be called.
  const taken = names.map((key, index) => `${key}: n${index}`).join(', ');
  const given = names.map((key, index) => `n${index} as ${key}`).join(', ');
  return `import whole from '${name}'; export default whole; const { ${taken} } = whole; export { ${given} };`;
}
