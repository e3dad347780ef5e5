import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mintUuidV7 } from '../src/model/ids.ts';
import { systemClock } from '../src/model/timestamp.ts';
import { openStore } from '../src/store/open-store.ts';
import { type ArticleShape, articleMaker } from './article-maker.ts';

/** Items of the measured feeds. */
export const FEED_ARTICLES = 50;
export const FEED_SHAPE: ArticleShape = { length: 5_000, tags: 10 };
/** Articles of a large archive: each of 500 tags has a feed. */
export const ARCHIVE_SHAPE: ArticleShape = { length: 4_000, tags: 500 };

/** A folder that `tidings serve` can publish: definitions, an empty source, a database. */
export interface NewsroomFolder {
  readonly folder: string;
  readonly databaseFile: string;
  /** The folder of the source. */
  readonly source: string;
}

const BATCH = 1_000;

/** Makes a folder with the feeds `full` and `excerpt` of all articles, and a feed for each of `topics` tags. */
export function makeNewsroomFolder(folder: string, topics: number): NewsroomFolder {
  const feeds = path.join(folder, 'feeds');
  const source = path.join(feeds, 'articles');
  mkdirSync(source, { recursive: true });
  const define = (id: string, lines: string): void => {
    writeFileSync(
      path.join(feeds, `${id}.yaml`),
      `title: Bench News, ${id}\ndescription: The latest of ${id}.\n${lines}`,
    );
  };
  define('full', 'order: 1\n');
  define('excerpt', 'order: 2\ncontent: summary\n');
  for (let topic = 0; topic < topics; topic += 1) define(`topic-${topic}`, `select:\n  tags: [topic-${topic}]\n`);
  writeFileSync(path.join(feeds, 'sources.yaml'), 'sources:\n  - { id: desk, kind: markdown, folder: articles }\n');
  const databaseFile = path.join(folder, 'tidings.db');
  return { folder, databaseFile, source };
}

/** Saves the articles with numbers from `from` to below `to`. Resolves with the seconds that it took. */
export async function fillDatabase(
  databaseFile: string,
  shape: ArticleShape,
  range: { readonly from: number; readonly to: number },
): Promise<number> {
  const make = articleMaker(shape);
  const store = await openStore({ database: { kind: 'file', path: databaseFile }, mintId: mintUuidV7 });
  const began = performance.now();
  for (let from = range.from; from < range.to; from += BATCH) {
    const length = Math.min(BATCH, range.to - from);
    await store.save(
      Array.from({ length }, (_, index) => make(from + index)),
      systemClock(),
    );
  }
  const seconds = (performance.now() - began) / 1000;
  await store.close();
  return seconds;
}
