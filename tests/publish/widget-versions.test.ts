import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import request from 'supertest';
import { addWidgetVersion, loadWidgetVersions } from '../../src/publish/widget-versions.ts';
import { feedOf, openNewsroom } from '../http/newsroom.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tidings-releases-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('a version is kept byte for byte, with its hash, and the newest is the last', async () => {
  await addWidgetVersion('1.9.0', 'one();\n', folder);
  await addWidgetVersion('1.10.0', 'two();\n', folder);
  expect((await loadWidgetVersions(folder)).map(({ version, code }) => [version, code])).toEqual([
    ['1.9.0', 'one();\n'],
    ['1.10.0', 'two();\n'],
  ]);
  expect(await readFile(path.join(folder, '1.9.0/integrity'), 'utf8')).toMatch(/^sha384-[\w+/]{64}\n$/);
});

test('a released version cannot be released otherwise', async () => {
  const first = await addWidgetVersion('1.0.0', 'one();\n', folder);
  expect(await addWidgetVersion('1.0.0', 'one();\n', folder)).toEqual(first);
  await expect(addWidgetVersion('1.0.0', 'two();\n', folder)).rejects.toThrow(
    'Widget version 1.0.0 is released already',
  );
  expect(await loadWidgetVersions(folder)).toEqual([first]);
});

test.each(['', '1.0', 'v1.0.0', '2.0.0', '1.0.0-beta', '../1.0.0'])('%j is no version', async (version) => {
  await expect(addWidgetVersion(version, '', folder)).rejects.toThrow('expected a version like 1.4.2');
});

test('bytes that were changed after their release are not served', async () => {
  await addWidgetVersion('1.0.0', 'one();\n', folder);
  await writeFile(path.join(folder, '1.0.0/tidings.js'), 'two();\n');
  await expect(loadWidgetVersions(folder)).rejects.toThrow('widget/releases/1.0.0/tidings.js was changed');
});

test('a version is served for ever, so that a page of any origin can pin it; no other number is', async () => {
  const release = await addWidgetVersion('1.2.3', 'one();\n', folder);
  const newsroom = await openNewsroom([feedOf('top')], [], { widgetVersions: [release] });
  const answer = await request(newsroom.app).get('/v1.2.3/tidings.js').set('Origin', 'https://church.example');
  expect([answer.status, answer.text]).toEqual([200, release.code]);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
  expect((await request(newsroom.app).get('/v1.2.4/tidings.js')).status).toBe(404);
  await newsroom.close();
});
