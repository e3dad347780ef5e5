import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DatabaseLocation } from '../../src/model/database-url.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { until } from '../commands/until.ts';
import { createSqliteFile } from './databases.ts';
import { draftOf, NOW, queryOf, saveOne } from './drafts.ts';

const PROGRAM = join(import.meta.dirname, 'processes/save-batches.ts');
const ALL = 100_000;

let location: DatabaseLocation;
let path: string;
let drop: () => Promise<void>;

beforeEach(async () => {
  ({ location, path, drop } = await createSqliteFile());
});

afterEach(() => drop());

test('a process that is killed while it saves leaves whole batches, each article once and a log without gaps', async () => {
  const count = 5000;
  const batch = 25;
  let committed = 0;
  for (const batches of [1, 6, 3]) {
    const child = spawn(process.execPath, [PROGRAM, path, String(count), String(batch)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    let reported = 0;
    let lines = 0;
    for await (const line of createInterface(child.stdout)) {
      reported = Number(line);
      lines += 1;
      // Articles saved before the last kill are unchanged. Kill while new ones are being written.
      if (reported > committed && lines >= batches) child.kill('SIGKILL');
    }
    expect((await exited)[1]).toBe('SIGKILL');

    const store = await openStore({ database: location, mintId: mintUuidV7 });
    const stored = await expectConsistent(store);
    expect(stored).toBeGreaterThanOrEqual(Math.max(reported, committed));
    expect(stored).toBeLessThan(count);
    expect(stored % batch).toBe(0);
    committed = stored;
    await store.close();
  }
});

test('processes that start and write at the same time make one schema, one article for each key and one log', async () => {
  const count = 150;
  const children = [7, 10, 13].map((batch) =>
    spawn(process.execPath, ['--no-warnings', PROGRAM, path, String(count), String(batch)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  const results = await Promise.all(
    children.map(async (child) => {
      const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
      return { complaint, code };
    }),
  );
  expect(results).toEqual(children.map(() => ({ complaint: '', code: 0 })));
  const store = await openStore({ database: location, mintId: mintUuidV7 });
  expect(await expectConsistent(store)).toBe(count);
  await store.close();
});

test('what another process commits is visible to the next query', async () => {
  const [reader, writer] = [
    await openStore({ database: location, mintId: mintUuidV7 }),
    await openStore({ database: location, mintId: mintUuidV7 }),
  ];
  expect(await reader.getLastSeq()).toBe(0);
  const article = await saveOne(writer, draftOf());
  expect(await reader.getLastSeq()).toBe(1);
  expect(await reader.listVisible(queryOf())).toEqual([article]);
  expect((await reader.save([draftOf()], NOW))[0]).toMatchObject({ kind: 'unchanged', id: article.id });
  await reader.close();
  await writer.close();
});

/** Checks that each article exists once, is announced once, and that the log has no gaps. Returns the number of articles. */
async function expectConsistent(store: ArticleStore): Promise<number> {
  const changes = await store.listChanges(0, ALL);
  expect(changes.map((change) => change.seq)).toEqual(changes.map((_, index) => index + 1));
  const articles = await store.listVisible(queryOf({}, { limit: ALL }));
  expect(new Set(articles.map((article) => article.externalId)).size).toBe(articles.length);
  const published = changes.filter((change) => change.kind === 'published').map((change) => change.articleId);
  expect(published.toSorted()).toEqual(articles.map((article) => article.id).toSorted());
  expect(await store.listVisibleCategories()).toEqual([{ slug: 'world', label: 'World', articles: articles.length }]);
  return articles.length;
}

test('while another connection writes, extending an archive returns at once and does nothing', async () => {
  const store = await openStore({ database: location, mintId: mintUuidV7 });
  await store.save(
    Array.from({ length: 5 }, (_, nth) => draftOf({ externalId: `n${nth}` })),
    NOW,
  );
  const other = new DatabaseSync(path);
  const extend = () => store.extendArchive('all', queryOf(), { keep: 1, pageSize: 2, limit: 10 });
  other.exec('begin immediate');
  expect(await extend()).toEqual({ pages: 0, done: false });
  other.exec('commit');
  other.close();
  expect(await extend()).toMatchObject({ pages: 2, done: true });
  await store.close();
});

test('soon after some articles are saved, they are copied from the write-ahead log into the database file', async () => {
  const store = await openStore({ database: location, mintId: mintUuidV7 });
  const copy = `${path}.copy`;
  let saved = 0;
  await until('the file has articles without its log', async () => {
    saved += 1;
    await store.save([draftOf({ externalId: `n${saved}` })], NOW);
    await copyFile(path, copy);
    const alone = new DatabaseSync(copy);
    try {
      return Number(alone.prepare('select count(*) as n from articles').get()?.n) > 0 || undefined;
    } catch {
      // The copy was made during a write.
      return undefined;
    } finally {
      alone.close();
    }
  });
  await store.close();
});
