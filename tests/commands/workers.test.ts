import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { type RunningTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

let folder: NewsroomFolder;
let server: RunningTidings;

beforeAll(async () => {
  folder = await makeNewsroomFolder();
  server = await startTidings(folder, { WORKERS: '2' });
});

afterAll(() => folder.remove());

/** Asks until both workers have answered, each on a connection of its own. */
async function readFromBoth(address: string): Promise<readonly string[]> {
  const asked = `${address}?${crypto.randomUUID()}`;
  const bodies: string[] = [];
  const workers = () => server.log().flatMap(({ url, worker }) => (url === asked ? [worker] : []));
  await until('both workers answer', async () => {
    bodies.push((await server.read(asked, { connection: 'close' })).body);
    return new Set(workers()).size === 2 || undefined;
  });
  return [...new Set(bodies)];
}

test('two workers answer the same bytes at one port, and both show a new article', async () => {
  expect(await readFromBoth('/feeds/all.rss')).toHaveLength(1);
  await folder.write('articles/flood.md', markdown('Flood in the valley'));
  await until('both show it', async () => {
    const bodies = await readFromBoth('/feeds/all.json');
    return (bodies.length === 1 && bodies[0]?.includes('Flood in the valley')) || undefined;
  });
  expect(await readFromBoth('/feeds/all.rss')).toHaveLength(1);
});

test('a worker that is killed is started again, with the same number', async () => {
  const find = (msg: RegExp) => server.log().filter((line) => msg.test(line.msg));
  process.kill(Number(find(/^worker 2 starts$/)[0]?.pid), 'SIGKILL');
  await until('it is replaced', () => find(/^listening$/).length === 3 || undefined);
  expect(find(/^worker \d has ended/)).toEqual([expect.objectContaining({ worker: 2, code: null, signal: 'SIGKILL' })]);
  expect(find(/^listening$/).map(({ worker }) => worker)).toEqual([1, 2, 2]);
  await readFromBoth('/feeds/all.rss');
});

test('SIGTERM to the first process stops all, and each says so', async () => {
  const ending = await server.stop('SIGTERM');
  expect(ending).toMatchObject({ code: 0, signal: null, stderr: '' });
  const stopped = server.log().filter(({ msg }) => msg === 'stopped');
  expect(stopped.map(({ worker }) => worker).toSorted()).toEqual([1, 2, undefined]);
  expect(ending.stdout.match(/ is ready, feeds: 2\./g)).toHaveLength(1);
  await expect(fetch(`http://localhost:${server.port}/healthz`)).rejects.toThrow('fetch failed');
});
