import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makePremises, markdown, type Premises } from './premises.ts';
import { launchTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

let premises: Premises;

beforeEach(async () => {
  premises = await makePremises();
});

afterEach(() => premises.remove());

test('a server whose log nobody reads any more stops when it is told to', async () => {
  const server = await startTidings(premises);
  server.stopListening();
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});

test('a server whose log nobody has read to the end of its start goes on publishing', async () => {
  const server = launchTidings(premises, ['serve']);
  const port = await until('it listens', () => server.log().find(({ msg }) => msg === 'listening')?.port);
  server.stopListening();
  await premises.write('articles/lamp.md', markdown('A Lamp in Osterlane'));
  await until('the story stands in the feed', async () => {
    const feed = await fetch(`http://localhost:${port}/feeds/all.rss`);
    return (await feed.text()).includes('A Lamp in Osterlane') || undefined;
  });
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});
