import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { startTidings } from './run-tidings.ts';

let folder: NewsroomFolder;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
});

afterEach(() => folder.remove());

test('a server that is stopped during the check of a page finishes the check', async () => {
  const server = await startTidings(folder);
  const check = server.read('/embed/check?url=http://127.0.0.1/', { accept: 'application/json' });
  // Answered after the check has begun, which takes as long as the start of its thread.
  await server.read('/healthz');
  const [answer, ending] = await Promise.all([check, server.stop()]);
  expect(JSON.parse(answer.body).findings).toEqual([expect.objectContaining({ kind: 'host-not-public' })]);
  expect(ending).toMatchObject({ code: 0, stderr: '' });
});
