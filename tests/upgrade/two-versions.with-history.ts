import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from '../commands/newsroom-folder.ts';
import { launchTidings, type RunningTidings, startTidings } from '../commands/run-tidings.ts';
import { until } from '../commands/until.ts';
import { createSchema } from '../postgres/create-schema.ts';
import {
  addMigration,
  type ExtractedVersion,
  extractVersion,
  findEarlierCommit,
  findPresentCommit,
} from './extract-version.ts';

const TIMEOUT_MS = 240_000;

const versions: Record<string, ExtractedVersion> = {};

beforeAll(async () => {
  versions.earlier = await extractVersion('earlier', await findEarlierCommit());
  const present = await findPresentCommit();
  versions.present = await extractVersion('present', present);
  versions.next = await extractVersion('next', present);
  await addMigration(versions.next);
}, TIMEOUT_MS);

afterAll(async () => {
  for (const version of Object.values(versions)) await version.remove();
});

let folder: NewsroomFolder;
afterEach(() => folder.remove());

async function useDatabase(kind: string): Promise<Readonly<Record<string, string>>> {
  folder = await makeNewsroomFolder();
  if (kind === 'SQLite') return {};
  const { location, drop } = await createSchema();
  folder.onRemove(drop);
  return { DATABASE_URL: location.url };
}

async function readItems(server: RunningTidings): Promise<readonly Readonly<Record<string, string>>[]> {
  return JSON.parse((await server.read('/feeds/all.json')).body).items;
}

describe.each([
  ['earlier', 'present'],
  ['present', 'next'],
])('the %s version and the %s one', (olderName, newerName) => {
  test.each(['SQLite', 'PostgreSQL'])(
    'serve, import and edit beside each other on %s, and the older one starts again',
    async (kind) => {
      const options = await useDatabase(kind);
      const [older, newer] = [versions[olderName]?.folder ?? '', versions[newerName]?.folder ?? ''];
      const serve = (program: string) => startTidings(folder, options, program);
      const both: RunningTidings[] = [];
      const expectTitles = async (...titles: readonly string[]): Promise<void> => {
        for (const server of both) {
          await until(`a server shows ${titles}`, async () => {
            const shown = (await readItems(server)).map(({ title }) => title).toSorted();
            return JSON.stringify(shown) === JSON.stringify(titles) || undefined;
          });
        }
      };

      await folder.write('articles/a.md', markdown('A'));
      const first = await serve(older);
      both.push(first);
      await expectTitles('A');

      // The older one has the folders of articles, and imports with threads that open the migrated database.
      const second = await serve(newer);
      both.push(second);
      await expectTitles('A');
      await folder.write('articles/b.md', markdown('B'));
      await expectTitles('A', 'B');
      expect(first.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);

      for (const [program, title] of [
        [older, 'A'],
        [newer, 'B'],
      ] as const) {
        const id = (await readItems(second)).find((item) => item.title === title)?.id ?? '';
        const article = /[\da-f-]{36}$/.exec(id)?.[0] ?? id;
        const { code, stderr } = await launchTidings(
          folder,
          ['correct', article, `${title} corrected.`],
          options,
          program,
        ).ended;
        expect(`${code} ${stderr}`).toMatch(/^0 /);
        for (const server of both) {
          await until(
            `a server shows the correction of ${title}`,
            async () => (await server.read(`/articles/${article}`)).body.includes(`${title} corrected.`) || undefined,
          );
        }
      }
      // Pages of one server load files from the other.
      const page = (await second.read('/')).body;
      const assets = [...new Set(page.match(/\/(?:assets|v1)\/[\w.-]+\.(?:css|js|png|svg)/g) ?? [])];
      expect(assets.length).toBeGreaterThan(1);
      for (const asset of assets) expect([asset, (await first.read(asset)).status]).toEqual([asset, 200]);

      // Back: the older one starts on the migrated database.
      await second.stop();
      both.pop();
      await first.stop();
      both.splice(0, 1, await serve(older));
      await folder.write('articles/c.md', markdown('C'));
      await expectTitles('A', 'B', 'C');

      // And forward: the newer one watches the folders when the older one ends.
      both.push(await serve(newer));
      await both.shift()?.stop();
      await folder.write('articles/d.md', markdown('D'));
      await expectTitles('A', 'B', 'C', 'D');
    },
    TIMEOUT_MS,
  );
});
