import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { launchTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

let folder: NewsroomFolder;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
});

afterEach(() => folder.remove());

test('a server whose log is no longer read stops on a signal', async () => {
  const server = await startTidings(folder);
  server.stopListening();
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});

test('a server whose log is closed during its start goes on publishing', async () => {
  const server = launchTidings(folder, ['serve']);
  const port = await until('the server listens', () => server.log().find(({ msg }) => msg === 'listening')?.port);
  server.stopListening();
  await folder.write('articles/lamp.md', markdown('A Lamp in Osterlane'));
  await until('the story is in the feed', async () => {
    const feed = await fetch(`http://localhost:${port}/feeds/all.rss`);
    return (await feed.text()).includes('A Lamp in Osterlane') || undefined;
  });
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});
