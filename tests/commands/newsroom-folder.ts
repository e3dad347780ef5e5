import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { openStore } from '../../src/store/open-store.ts';

/** The folders of a newsroom in a temporary folder, and the options that name them. */
export interface NewsroomFolder {
  readonly root: string;
  /** The folder of definitions, sources and articles. */
  readonly feeds: string;
  /** The database file; the first start creates it. */
  readonly database: string;
  readonly media: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Writes a file below the folder of feeds; returns its path. */
  write(name: string, text: string): Promise<string>;
  /** Creates an empty database, as the first start of the server does. */
  createDatabase(): Promise<void>;
  /** The rows of a query on the database; a server may have it open. */
  query(sql: string): readonly Readonly<Record<string, unknown>>[];
  /** Adds a task that runs before the folders are removed, such as ending a process. */
  onRemove(task: () => Promise<unknown>): void;
  remove(): Promise<void>;
}

const SOURCES = `sources:
  - id: newsroom
    kind: markdown
    folder: articles
  - id: wire
    kind: release
    folder: releases
    categories: [World]
`;

/** A small newsroom: a feed of everything, a feed of one category, two empty sources. */
const SMALL: Readonly<Record<string, string>> = {
  'sources.yaml': SOURCES,
  'all.yaml': 'title: All stories\ndescription: Everything\norder: 1\ncount: 500\n',
  'world.yaml': 'title: World\ndescription: The World desk\nselect:\n  categories: [World]\n',
};

/** Makes a newsroom folder with these files, or with a copy of the sample newsroom. */
export async function makeNewsroomFolder(
  files: Readonly<Record<string, string>> | 'sample' = SMALL,
): Promise<NewsroomFolder> {
  const root = await mkdtemp(path.join(tmpdir(), 'tidings-folder-'));
  const feeds = path.join(root, 'feeds');
  const database = path.join(root, 'data', 'tidings.db');
  const media = path.join(root, 'media');
  const tasks: (() => Promise<unknown>)[] = [];
  const write = async (name: string, text: string): Promise<string> => {
    const file = path.join(feeds, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  if (files === 'sample') await cp('feeds', feeds, { recursive: true });
  else {
    for (const folder of ['articles', 'releases']) await mkdir(path.join(feeds, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) await write(name, text);
  }
  return {
    root,
    feeds,
    database,
    media,
    environment: { NEWSROOM_DIR: root, FEEDS_DIR: feeds, DATABASE_URL: `sqlite:${database}`, MEDIA_DIR: media },
    write,
    async createDatabase() {
      await (await openStore({ database: { kind: 'file', path: database }, mintId: mintUuidV7 })).close();
    },
    query(sql) {
      const open = new DatabaseSync(database, { readOnly: true, timeout: 5000 });
      try {
        return open.prepare(sql).all();
      } finally {
        open.close();
      }
    },
    onRemove(task) {
      tasks.push(task);
    },
    async remove() {
      for (const task of tasks) await task();
      await rm(root, { recursive: true });
    },
  };
}

/** A Markdown article with this title, of the World desk, and other lines of front matter. */
export function markdown(
  title: string,
  { date = '2020-01-05T08:00:00Z', matter = '', body = 'It happened in Osterlane.' } = {},
): string {
  return `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\ncategories: [World]\n${matter}---\n\n${body}\n`;
}
