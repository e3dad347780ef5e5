import { rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { createSqliteFile } from '../store/databases.ts';
import { draftOf, feedOf, openNewsroom, T0 } from './newsroom.ts';

test('while another process holds the write lock, pages and documents that are not built yet are answered', async () => {
  const { path, location, drop } = await createSqliteFile();
  const newsroom = await openNewsroom([feedOf('top'), feedOf('other')], [draftOf('First')], { database: location });
  const other = new DatabaseSync(path);
  other.exec('begin immediate');
  let saved = false;
  const saving = newsroom.store.save([draftOf('Second')], T0).then(() => {
    saved = true;
  });
  for (const address of ['/', '/feeds/top', '/feeds/top.rss', '/feeds/other.atom', '/v1/other.json', '/readyz']) {
    expect([address, (await request(newsroom.app).get(address)).status]).toEqual([address, 200]);
  }
  expect(saved).toBe(false);
  other.exec('commit');
  other.close();
  await saving;
  expect(await newsroom.store.getLastSeq()).toBe(2);
  await newsroom.close();
  await drop();
});

test('a custom feed that cannot be saved is answered with 503 and a reason', async () => {
  const { path, location, drop } = await createSqliteFile();
  const newsroom = await openNewsroom([feedOf('top')], [draftOf('First')], { database: location });
  await rename(path, `${path}.away`);
  const { status, text } = await request(newsroom.app).post('/feeds/c?category=world');
  expect([status, text]).toEqual([503, expect.stringContaining('This cannot be saved at the moment')]);
  await rename(`${path}.away`, path);
  await newsroom.close();
  await drop();
});
