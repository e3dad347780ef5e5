import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The program as it was at a commit, with the packages of now. */
export interface ExtractedVersion {
  readonly name: string;
  readonly folder: string;
  remove(): Promise<void>;
}

/** Came with the first version that can run beside a newer one. */
const PROMISE = 'docs/decisions/0049-rolling-upgrade.md';

/** The commit in `UPGRADE_FROM`, or else the newest tag, or else the first version that can run beside a newer one. */
export async function findEarlierCommit(): Promise<string> {
  const given = process.env.UPGRADE_FROM;
  if (given !== undefined) return given;
  const tag = await git('describe', '--tags', '--abbrev=0').catch(() => undefined);
  return tag ?? ((await git('log', '--diff-filter=A', '--format=%H', '-1', '--', PROMISE)) || 'HEAD');
}

/** The files of this checkout, with changes that are not committed. New files count once they are staged. */
export async function findPresentCommit(): Promise<string> {
  return (await git('stash', 'create')) || 'HEAD';
}

export async function extractVersion(name: string, commit: string): Promise<ExtractedVersion> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-version-'));
  const archive = join(folder, 'version.tar');
  await git('archive', '--output', archive, commit);
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return { name, folder, remove: () => rm(folder, { recursive: true }) };
}

/** Gives a version a migration that adds a column to a table and an index, and a new table. */
export async function addMigration({ folder }: ExtractedVersion): Promise<void> {
  const file = join(folder, 'src/store/migrations/migrate.ts');
  const text = await readFile(file, 'utf8');
  const changed = text.replace(
    /(?<=\n {4}'\d{4}-[\w-]+': .+\n)(?= {2}\};?\n)/,
    `'9999-add-moods': {
      async up(db: Kysely<unknown>) {
        await db.schema.alterTable('articles').addColumn('mood', 'text', (column) => column.notNull().defaultTo('')).execute();
        await db.schema.createIndex('articles_mood').on('articles').columns(['mood']).execute();
        await db.schema.createTable('moods').addColumn('name', 'text').execute();
      },
    },\n`,
  );
  if (changed === text) throw new Error(`expected a list of migrations in ${file}`);
  await writeFile(file, changed);
}

async function git(...args: readonly string[]): Promise<string> {
  return (await run('git', [...args])).stdout.trim();
}
