import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../../bench/processes.ts';
import type { Random } from '../../bench/random.ts';
import { backUpNewsroom } from '../../src/back-up-newsroom.ts';
import { MANIFEST_FILE, readManifest } from '../../src/backup-manifest.ts';
import type { DatabaseLocation } from '../../src/model/database-url.ts';
import { StartError } from '../../src/model/problem.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import { restoreBackup } from '../../src/restore-backup.ts';
import { copyDatabase } from '../../src/store/copy-database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { type Row, readRows, summarizeTable, type TableSummary } from '../../src/store/read-rows.ts';
import { COPIED_TABLES } from '../../src/store/tables.ts';
import { openChecks } from './checks.ts';
import { openEditors } from './editors.ts';
import { openLedger } from './ledger.ts';
import { createArticle, saveArticle, saveImages } from './operations.ts';
import { openReading } from './read-newsroom.ts';
import { type SoakArticle, titleOf, toMarkdown } from './soak-article.ts';
import type { SoakNewsroom } from './soak-newsroom.ts';
import { createSoakServer } from './soak-server.ts';
import { type Ending, type KillPoint, launchVictim } from './victim.ts';

/** A kind of work that is killed. */
export interface KillKind {
  readonly name: string;
  /** Does the work with a process that is killed, and checks what that left. Returns whether it was killed. */
  run(kill: KillPoint): Promise<boolean>;
  /** Does the work to its end, and checks that all is there. */
  finish(): Promise<void>;
}

/** What kinds share. */
export interface KillContext {
  readonly root: string;
  readonly random: Random;
  readonly articles: number;
  /** A new, empty database of the kind that is tested. */
  createDatabase(): Promise<DatabaseLocation>;
  /** Something is lost, twice or half. */
  find(kind: string, text: string): void;
}

const PROGRAM = path.resolve(import.meta.dirname, '../../bin/tidings.js');
const OPENER = path.join(import.meta.dirname, 'open-database.ts');
const FIRST_SCHEMA = path.resolve(import.meta.dirname, '../store/fixtures/schema-1.sql');
const GRACE_MS = 120_000;
const OPERATE_MS = 60;

function urlOf(location: DatabaseLocation): string {
  return location.kind === 'postgres' ? location.url : location.kind === 'file' ? `sqlite:${location.path}` : '';
}

/** A server that imports what editors save. */
export async function publishing(
  { random, articles: count, find }: KillContext,
  newsroom: SoakNewsroom,
): Promise<KillKind> {
  await saveImages(newsroom.pictures);
  const editors = openEditors(newsroom, random, { count, phase: () => 'kills' });
  const ledger = openLedger();
  const port = await findFreePort();
  const check = openRowCheck('publish', find);
  const location: DatabaseLocation =
    newsroom.databaseFile === undefined
      ? { kind: 'postgres', url: newsroom.environment.DATABASE_URL ?? '' }
      : { kind: 'file', path: newsroom.databaseFile };
  return {
    name: 'publish',
    async run(kill) {
      const victim = launchVictim([PROGRAM, 'serve'], { ...newsroom.environment, PORT: String(port) }, kill);
      while (!victim.hasEnded()) {
        editors.operate();
        await Promise.race([victim.ended, delay(OPERATE_MS)]);
      }
      const killed = isKilled(await victim.ended, 'publish', find);
      await check(location);
      return killed;
    },
    async finish() {
      await editors.finish(GRACE_MS);
      const server = await createSoakServer(newsroom);
      await server.start();
      try {
        const checks = openChecks(openReading(server.port), ledger, editors.articles);
        await checks.settle(GRACE_MS);
        await checks.checkSurfaces();
      } finally {
        await server.end('SIGTERM');
      }
      for (const { kind, name, operation, text } of ledger.close())
        find('publish', [kind, name, operation, text].join(': '));
    },
  };
}

/** `tidings import` of a folder. Its database is the source of copies and backups. */
export async function importing(
  context: KillContext,
): Promise<KillKind & { readonly database: DatabaseLocation; readonly mediaDir: string }> {
  const { root, random, find } = context;
  const database = await context.createDatabase();
  await (await openDatabase({ database })).db.destroy();
  const home = path.join(root, 'import');
  const folder = path.join(home, 'articles');
  const mediaDir = path.join(home, 'media');
  mkdirSync(path.join(home, 'feeds'), { recursive: true });
  mkdirSync(folder);
  writeFileSync(path.join(home, 'feeds', 'all.yaml'), 'title: All\ndescription: All stories\n');
  writeFileSync(
    path.join(home, 'feeds', 'sources.yaml'),
    `sources:\n  - { id: desk, kind: markdown, folder: ${JSON.stringify(folder)} }\n`,
  );
  const environment = {
    NEWSROOM_DIR: home,
    FEEDS_DIR: path.join(home, 'feeds'),
    MEDIA_DIR: mediaDir,
    DATABASE_URL: urlOf(database),
  };
  const articles: SoakArticle[] = [];
  const add = (count: number): void => {
    for (let added = 0; added < count; added += 1) {
      const { image: _, ...article } = createArticle(articles.length, random, true);
      articles.push(article);
      saveArticle(folder, article, false);
    }
  };
  add(context.articles);
  const check = openRowCheck('import', find);
  const isRevised = (rows: readonly Row[], { key, revision }: SoakArticle): boolean => {
    const found = rows.map((row) => JSON.stringify(row)).filter((row) => row.includes(`${titleOf({ key })}\\`));
    return found.length === 1 && found[0]?.includes(`This is revision ${revision} of it`) === true;
  };
  return {
    name: 'import',
    database,
    mediaDir,
    async run(kill) {
      add(10);
      for (let edits = 0; edits < 5; edits += 1) {
        const article = articles[random.below(articles.length)];
        if (article === undefined) continue;
        article.revision += 1;
        writeFileSync(path.join(folder, article.file), toMarkdown(article));
      }
      const ending = await launchVictim([PROGRAM, 'import', folder], environment, kill).ended;
      const killed = isKilled(ending, 'import', find);
      const rows = await check(database);
      for (const [, id] of ending.stdout.matchAll(/^(?:created|updated|unchanged) +(\S+) /gm)) {
        if (!rows.some((row) => row.id === id)) find('import', `${id} was told as saved, but is not there`);
      }
      return killed;
    },
    async finish() {
      const { code, stderr } = await launchVictim([PROGRAM, 'import', folder], environment).ended;
      if (code !== 0) find('import', `an import after kills fails: ${stderr}`);
      const rows = await check(database);
      for (const article of articles) {
        if (!isRevised(rows, article))
          find('import', `${titleOf(article)} is not there once, with revision ${article.revision}`);
      }
      if (rows.length !== articles.length) find('import', `expected ${articles.length} articles, got ${rows.length}`);
    },
  };
}

/** `tidings copy` into new databases. */
export function copying({ root, find, createDatabase, random }: KillContext, from: DatabaseLocation): KillKind {
  let to: DatabaseLocation | undefined;
  let number = 0;
  const chooseTarget = async (): Promise<DatabaseLocation> => {
    number += 1;
    return random.below(2) === 0
      ? { kind: 'file', path: path.join(root, `copy-${number}.db`) }
      : await createDatabase();
  };
  /** `undefined` where it is an unfinished copy, or has nothing. */
  const openCopy = async (location: DatabaseLocation) => {
    try {
      return (await openDatabase({ database: location, asItIs: true })).db;
    } catch (error) {
      if (error instanceof StartError) return undefined;
      throw error;
    }
  };
  const checkWhole = async (location: DatabaseLocation): Promise<boolean> => {
    const db = await openCopy(location);
    if (db === undefined) return false;
    await db.destroy();
    const [source, target] = [await summarize(from), await summarize(location)];
    const rows = (summaries: Summaries): number => summaries.articles?.rows ?? 0;
    // A database that has only its tables yet is an empty newsroom.
    if (rows(target) === 0) return false;
    if (!isSame(source, target))
      find('copy', `a copy that a server would open is not whole: ${showDifference(source, target)}`);
    return true;
  };
  return {
    name: 'copy',
    async run(kill) {
      to ??= await chooseTarget();
      const args = [PROGRAM, 'copy', '--from', urlOf(from), '--to', urlOf(to)];
      const killed = isKilled(await launchVictim(args, { NEWSROOM_DIR: root }, kill).ended, 'copy', find);
      if (await checkWhole(to)) to = undefined;
      return killed;
    },
    async finish() {
      if (to === undefined) return;
      const { isEqual } = await copyDatabase({ from, to });
      if (!isEqual || !(await checkWhole(to))) find('copy', 'a copy after kills is not equal to its source');
      to = undefined;
    },
  };
}

/** A program that opens a database which is new or, with SQLite, of the first release. */
export function migrating({ root, find, createDatabase }: KillContext): KillKind {
  let location: DatabaseLocation | undefined;
  let expected: Shape | undefined;
  const createOld = async (): Promise<DatabaseLocation> => {
    const created = await createDatabase();
    if (created.kind !== 'file') return created;
    const database = new DatabaseSync(created.path);
    database.exec(readFileSync(FIRST_SCHEMA, 'utf8'));
    database.close();
    return created;
  };
  return {
    name: 'migrate',
    async run(kill) {
      location ??= await createOld();
      const ending = await launchVictim([OPENER, urlOf(location)], { NEWSROOM_DIR: root }, kill).ended;
      return isKilled(ending, 'migrate', find);
    },
    async finish() {
      expected ??= await describeDatabase(await createOld());
      if (location === undefined) return;
      const found = await describeDatabase(location).catch((error) => String(error));
      if (JSON.stringify(found) !== JSON.stringify(expected))
        find('migrate', `differs: ${JSON.stringify(found).slice(0, 400)}`);
      location = undefined;
    },
  };
}

/** `tidings backup` into new folders. */
export function backingUp({ root, find }: KillContext, from: DatabaseLocation, mediaDir: string): KillKind {
  const databaseFile = fileOf(from);
  const to = path.join(root, 'backup');
  const restoreFrom = async (folder: string): Promise<void> => {
    const restored = path.join(root, 'from-backup', 'tidings.db');
    await restoreBackup({
      from: folder,
      databaseFile: restored,
      mediaDir: path.join(root, 'from-backup', 'media'),
      replace: false,
      onProgress,
    });
    if (!isSame(await summarize(from), await summarize({ kind: 'file', path: restored })))
      find('backup', 'a backup is not equal to its database');
    rmSync(path.join(root, 'from-backup'), { recursive: true });
  };
  return {
    name: 'backup',
    async run(kill) {
      rmSync(to, { recursive: true, force: true });
      const environment = { NEWSROOM_DIR: root, DATABASE_URL: urlOf(from), MEDIA_DIR: mediaDir };
      const killed = isKilled(await launchVictim([PROGRAM, 'backup', to], environment, kill).ended, 'backup', find);
      try {
        await readManifest(to);
      } catch (error) {
        if (error instanceof StartError) return killed;
        throw error;
      }
      await restoreFrom(to).catch((error) => find('backup', `a backup with a manifest cannot be restored: ${error}`));
      return killed;
    },
    async finish() {
      rmSync(to, { recursive: true, force: true });
      await backUpNewsroom({ databaseFile, mediaDir, to, clock: systemClock, onProgress });
      await restoreFrom(to);
    },
  };
}

/** `tidings restore-backup` over a database. */
export function restoring({ root, find }: KillContext, from: DatabaseLocation, mediaDir: string): KillKind {
  const home = path.join(root, 'restore');
  const old = path.join(root, 'old.db');
  const backup = path.join(home, 'backup');
  const file = path.join(home, 'tidings.db');
  const location: DatabaseLocation = { kind: 'file', path: file };
  const target = { databaseFile: file, mediaDir: path.join(home, 'media') };
  let states: readonly Summaries[] = [];
  const reset = async (): Promise<void> => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    if (!existsSync(old)) await (await openDatabase({ database: { kind: 'file', path: old } })).db.destroy();
    cpSync(old, file);
    await backUpNewsroom({ databaseFile: fileOf(from), mediaDir, to: backup, clock: systemClock, onProgress });
    states = [await summarize(location), await summarize(from)];
  };
  return {
    name: 'restore',
    async run(kill) {
      if (states.length === 0) await reset();
      const environment = { NEWSROOM_DIR: home, DATABASE_URL: urlOf(location), MEDIA_DIR: target.mediaDir };
      const ending = await launchVictim([PROGRAM, 'restore-backup', backup, '--yes'], environment, kill).ended;
      const killed = isKilled(ending, 'restore', find);
      if (!existsSync(file)) find('restore', 'there is no database: a server would create an empty one');
      else {
        const found = await summarize(location);
        if (!states.some((state) => isSame(state, found)))
          find('restore', 'the database is neither the former one nor that of the backup');
      }
      return killed;
    },
    async finish() {
      if (states.length === 0) return;
      await restoreBackup({ ...target, from: backup, replace: true, onProgress });
      if (!isSame(await summarize(location), states.at(-1) ?? {}))
        find('restore', 'a restored database is not equal to its backup');
      if (!existsSync(path.join(backup, MANIFEST_FILE))) find('restore', 'the backup is gone');
      states = [];
    },
  };
}

const onProgress = (): void => undefined;

function fileOf(location: DatabaseLocation): string {
  if (location.kind !== 'file') throw new Error('expected a SQLite file');
  return location.path;
}

/** A process that ends by itself must succeed, or say why not. */
function isKilled({ code, signal, stderr }: Ending, kind: string, find: KillContext['find']): boolean {
  if (signal === 'SIGKILL') return true;
  if (code !== 0) find(kind, `ended with ${code}: ${stderr.slice(-400)}`);
  return false;
}

type Summaries = Readonly<Record<string, TableSummary>>;

async function summarize(database: DatabaseLocation): Promise<Summaries> {
  const { db } = await openDatabase({ database, asItIs: true });
  try {
    const entries: [string, TableSummary][] = [];
    for (const table of COPIED_TABLES) entries.push([table.name, await summarizeTable(db, table)]);
    return Object.fromEntries(entries);
  } finally {
    await db.destroy();
  }
}

const isSame = (one: Summaries, other: Summaries): boolean => JSON.stringify(one) === JSON.stringify(other);

function showDifference(one: Summaries, other: Summaries): string {
  return Object.keys(one)
    .filter((name) => one[name]?.checksum !== other[name]?.checksum)
    .map((name) => `${name} ${one[name]?.rows} and ${other[name]?.rows} rows`)
    .join(', ');
}

interface Shape {
  readonly tables: readonly string[];
  readonly rows: Summaries;
}

/** Brings it up to date first. */
async function describeDatabase(database: DatabaseLocation): Promise<Shape> {
  const { db } = await openDatabase({ database });
  try {
    const tables = await db.introspection.getTables();
    const columns = tables.map(
      ({ name, columns }) => `${name}: ${columns.map((column) => `${column.name} ${column.dataType}`).sort()}`,
    );
    return { tables: columns.sort(), rows: await summarize(database) };
  } finally {
    await db.destroy();
  }
}

/** Returns a check of a database: each article once, told once, and nothing missing that was there before. Returns the articles. */
function openRowCheck(kind: string, find: KillContext['find']) {
  const known = new Map<string, string>();
  return async (database: DatabaseLocation): Promise<readonly Row[]> => {
    const { db } = await openDatabase({ database });
    const read = async (name: string): Promise<readonly Row[]> => {
      const table = COPIED_TABLES.find((each) => each.name === name);
      if (table === undefined) throw new Error(`expected a table, got ${name}`);
      return (await Array.fromAsync(readRows(db, table))).flat();
    };
    try {
      const [articles, changes] = [await read('articles'), await read('changes')];
      const ids = new Map(
        articles.map(({ external_id, source_id, id }) => [`${source_id} ${external_id}`, String(id)]),
      );
      if (ids.size !== articles.length) find(kind, 'an article is there twice');
      for (const [key, id] of known) if (![...ids.values()].includes(id)) find(kind, `${key} (${id}) is gone`);
      for (const [key, id] of ids) known.set(key, id);
      const published = changes.filter((change) => change.kind === 'published').map(({ article_id }) => article_id);
      if (new Set(published).size !== published.length) find(kind, 'an article is told as new twice');
      const untold = articles.filter(({ id, announced_at }) => announced_at !== null && !published.includes(id ?? ''));
      if (untold.length > 0) find(kind, `${untold.length} public articles are not told`);
      if (changes.some(({ seq }, index) => seq !== index + 1)) find(kind, 'the change log has a gap');
      return articles;
    } finally {
      await db.destroy();
    }
  };
}
