import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FrameCode, SecondScript } from '../../src/publish/widget-code.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEPT = join(ROOT, 'node_modules/.cache/tidings-widget.json');
/** All inputs of the bundle: the sources, the code that bundles them, and the versions of packages. */
const SOURCES = ['widget/**/*.{ts,css}', 'src/publish/widget-code.ts', 'package-lock.json'];

interface BuiltWidget {
  /** The hash of all inputs. */
  readonly hash: string;
  readonly code: string;
  readonly secondScript: SecondScript;
  readonly frame: FrameCode;
}

let built: Promise<BuiltWidget> | undefined;

/** The result of `buildWidgetCode`. It is bundled once for the same sources, not in every test file. */
export const builtWidgetCode = async (): Promise<string> => (await getBuilt()).code;

/** The result of `buildSecondScript`. */
export const builtSecondScript = async (): Promise<SecondScript> => (await getBuilt()).secondScript;

/** The result of `buildFrameCode`. */
export const builtFrameCode = async (): Promise<FrameCode> => (await getBuilt()).frame;

function getBuilt(): Promise<BuiltWidget> {
  built ??= loadOrBuild();
  return built;
}

async function loadOrBuild(): Promise<BuiltWidget> {
  const hash = hashOfSources();
  const kept = await readFile(KEPT, 'utf8').catch(() => '{}');
  const found = JSON.parse(kept) as Partial<BuiltWidget>;
  if (found.hash === hash) return found as BuiltWidget;
  const { buildSecondScript, buildFrameCode, buildWidgetCode } = await import('../../src/publish/widget-code.ts');
  const [code, secondScript, frame] = await Promise.all([buildWidgetCode(), buildSecondScript(), buildFrameCode()]);
  const made = { hash, code, secondScript, frame };
  await keep(made);
  return made;
}

/** Writes the file atomically: a worker that reads it at the same time gets the old or the new file. */
async function keep(widget: BuiltWidget): Promise<void> {
  await mkdir(dirname(KEPT), { recursive: true });
  const unfinished = `${KEPT}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(widget));
  await rename(unfinished, KEPT);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) hash.update(path).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}
