import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type SoakPostgres, startSoakPostgres } from './soak-postgres.ts';

/** A newsroom in a temporary folder, whose parts can be taken away. */
export interface SoakNewsroom {
  readonly root: string;
  /** The folder of the source; a link to a folder in `root`. */
  readonly link: string;
  /** Where editors save now. A fault that moves the folder changes it. */
  folder: string;
  readonly releases: string;
  /** The file that defines the feed of honest articles. */
  readonly definition: string;
  /** Images that articles name. */
  readonly pictures: string;
  /** Database and media. */
  readonly data: string;
  readonly media: string;
  /** Absent where the database is not a file. */
  readonly databaseFile?: string;
  /** Absent where the soak did not start it. */
  readonly postgres?: SoakPostgres;
  /** What the file says is added to the clock of all processes, in milliseconds. */
  readonly clockFile: string;
  /** Whether `data` is a small disk of its own. */
  readonly hasOwnDisk: boolean;
  readonly log: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ends what the newsroom has started, and deletes it. */
  remove(): Promise<void>;
  /** The same, where the process ends. */
  removeAtOnce(): void;
}

const DISK_BYTES = 512 * 1024 * 1024;

const DEFINITIONS: Readonly<Record<string, string>> = {
  'all.yaml': 'title: All\ndescription: All stories\norder: 1\n',
  'honest.yaml': 'title: Honest\ndescription: What editors write\ncount: 500\nselect: { categories: [Honest] }\n',
  'latest.yaml': 'title: Latest\ndescription: The latest\ncount: 20\nselect: { categories: [Honest] }\n',
  'hostile.yaml': 'title: Hostile\ndescription: The rest\ncount: 500\nselect: { categories: [Hostile] }\n',
  'sources.yaml': `sources:
  - { id: desk, kind: markdown, folder: articles, static: pictures, categories: [Hostile] }
  - { id: wire, kind: release, folder: releases, categories: [Hostile] }
`,
};

/** As a database: the soak starts a PostgreSQL server. */
const OWN_POSTGRES = 'postgres';
const CLOCK_PROGRAM = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.ts')).href;

/** Makes the folders, definitions, the disk and the database server. Remove it at the end. */
export async function makeSoakNewsroom(options: {
  readonly ownDisk: boolean;
  readonly database?: string;
  readonly log?: string;
}): Promise<SoakNewsroom> {
  const root = mkdtempSync(path.join(tmpdir(), 'tidings-soak-'));
  const feeds = path.join(root, 'feeds');
  const releases = path.join(feeds, 'releases');
  const pictures = path.join(feeds, 'pictures');
  const data = path.join(root, 'data');
  const folder = path.join(root, 'articles-0');
  const link = path.join(feeds, 'articles');
  for (const each of [releases, pictures, data, path.join(folder, 'moved')]) mkdirSync(each, { recursive: true });
  symlinkSync(folder, link);
  for (const [name, text] of Object.entries(DEFINITIONS)) writeFileSync(path.join(feeds, name), text);
  const hasOwnDisk = options.ownDisk && mountDisk(root, data);
  const media = path.join(data, 'media');
  const databaseFile = options.database === undefined ? path.join(data, 'tidings.db') : undefined;
  const clockFile = path.join(root, 'clock');
  // The user of the database server must reach its data.
  chmodSync(root, 0o711);
  const postgres = options.database === OWN_POSTGRES ? await startSoakPostgres(path.join(data, 'postgres')) : undefined;
  const removeFiles = (): void => {
    // A process that was killed can hold the disk for a moment.
    if (hasOwnDisk) execFileSync('umount', ['-l', data]);
    rmSync(root, { recursive: true, force: true });
  };
  return {
    root,
    link,
    folder,
    releases,
    definition: path.join(feeds, 'honest.yaml'),
    pictures,
    data,
    media,
    ...(databaseFile !== undefined && { databaseFile }),
    ...(postgres !== undefined && { postgres }),
    clockFile,
    hasOwnDisk,
    log: options.log ?? path.join(root, 'log'),
    environment: {
      NEWSROOM_DIR: root,
      FEEDS_DIR: feeds,
      MEDIA_DIR: media,
      DATABASE_URL: postgres?.url ?? options.database ?? `sqlite:${databaseFile}`,
      SOAK_CLOCK_FILE: clockFile,
      NODE_OPTIONS: `--import=${CLOCK_PROGRAM}`,
    },
    async remove() {
      await postgres?.remove();
      removeFiles();
    },
    removeAtOnce() {
      postgres?.kill();
      removeFiles();
    },
  };
}

/** A real file system in a file: it can become full, and its files read-only. False where that is not allowed. */
function mountDisk(root: string, data: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const image = path.join(root, 'disk');
  try {
    writeFileSync(image, '');
    truncateSync(image, DISK_BYTES);
    execFileSync('mkfs.ext4', ['-q', '-m', '0', image], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, data], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
