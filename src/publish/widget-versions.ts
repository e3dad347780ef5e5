import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const RELEASES = join(import.meta.dirname, '../../widget/releases');
const SCRIPT = 'tidings.js';
const INTEGRITY = 'integrity';
const VERSION = /^1\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

export interface WidgetVersion {
  /** `1.4.2` */
  readonly version: string;
  readonly code: string;
  readonly integrity: string;
}

export function widgetVersionPath(version: string): string {
  return `/v${version}/${SCRIPT}`;
}

/** All released versions, oldest first. Rejects if the bytes of one were changed. */
export async function loadWidgetVersions(folder = RELEASES): Promise<readonly WidgetVersion[]> {
  const names = await readdir(folder).catch(() => []);
  const versions = names
    .filter((name) => VERSION.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return Promise.all(
    versions.map(async (version) => {
      const read = (name: string) => readFile(join(folder, version, name), 'utf8');
      const [code, promised] = await Promise.all([read(SCRIPT), read(INTEGRITY)]);
      const integrity = integrityOf(code);
      if (integrity !== promised.trim()) {
        throw new Error(
          `widget/releases/${version}/${SCRIPT} was changed: expected ${promised.trim()}, got ${integrity}`,
        );
      }
      return { version, code, integrity };
    }),
  );
}

/** The code of all released versions, by version. */
export async function loadWidgetReleases(): Promise<ReadonlyMap<string, string>> {
  return new Map((await loadWidgetVersions()).map(({ version, code }) => [version, code]));
}

/** Rejects if the version is released with other bytes: pages that pinned it would lose their widget. */
export async function addWidgetVersion(version: string, code: string, folder = RELEASES): Promise<WidgetVersion> {
  if (!VERSION.test(version)) throw new Error(`expected a version like 1.4.2, got ${JSON.stringify(version)}`);
  const known = (await loadWidgetVersions(folder)).find((release) => release.version === version);
  if (known !== undefined) {
    if (known.code === code) return known;
    throw new Error(`Widget version ${version} is released already with other bytes. Choose the next number.`);
  }
  const integrity = integrityOf(code);
  await mkdir(join(folder, version), { recursive: true });
  await writeFile(join(folder, version, SCRIPT), code);
  await writeFile(join(folder, version, INTEGRITY), `${integrity}\n`);
  return { version, code, integrity };
}

function integrityOf(code: string): string {
  return `sha384-${createHash('sha384').update(code).digest('base64')}`;
}
