import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, stop } from 'esbuild';
import { NAMES_FILE } from './bundled-packages.ts';

/** What is loaded before the first feed, in hundreds of small files. */
const NAMES = ['commander', 'cors', 'express', 'express-rate-limit', 'helmet', 'kysely', 'pino', 'yaml', 'zod'];
/** Some of these packages call `require` for what may never be needed. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;";

/**
 * Writes each package that a start needs into a file of its own, all of them or none, and resolves when they are there. Rejects where the folder cannot be
 * written, or somebody else has just done it.
 */
export async function bundlePackages(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    for (const name of NAMES) {
      await build({
        stdin: { contents: await reexport(name), resolveDir: import.meta.dirname, sourcefile: `${name}.mjs` },
        outfile: path.join(unfinished, `${name}.mjs`),
        bundle: true,
        platform: 'node',
        format: 'esm',
        banner: { js: REQUIRE },
        keepNames: true,
        logLevel: 'silent',
      });
    }
    await writeFile(path.join(unfinished, NAMES_FILE), JSON.stringify(NAMES));
    await chmod(unfinished, 0o755);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await stop();
  }
}

/** Gives on what a package gives; of a CommonJS package what Node sees in it. */
async function reexport(name: string): Promise<string> {
  const { 'module.exports': commonJs, ...exported } = (await import(name)) as Record<string, unknown>;
  if (commonJs === undefined) {
    return `export * from '${name}';${'default' in exported ? `export { default } from '${name}';` : ''}`;
  }
  const names = Object.keys(exported).filter((key) => key !== 'default');
  // By way of other names, since what a package calls `static` no variable can be called.
  const taken = names.map((key, index) => `${key}: n${index}`).join(', ');
  const given = names.map((key, index) => `n${index} as ${key}`).join(', ');
  return `import whole from '${name}'; export default whole; const { ${taken} } = whole; export { ${given} };`;
}
