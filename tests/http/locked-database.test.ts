import { rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { StorageFault } from '../../src/model/storage-fault.ts';
import { toTerm } from '../../src/model/term.ts';
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

test('documents that a damaged database has are answered with 503, and the fault is reported', async () => {
  const newsroom = await openNewsroom([feedOf('top')], [draftOf('First')]);
  const fault = new StorageFault('The database is damaged: restore a backup.');
  jest.spyOn(newsroom.store, 'listVisible').mockRejectedValue(fault);
  const report = jest.spyOn(newsroom.faults, 'failed').mockReturnValue();
  const { status, text } = await request(newsroom.app).get('/feeds/top.rss');
  expect([status, text]).toEqual([503, expect.stringContaining('This cannot be read at the moment')]);
  expect(report).toHaveBeenCalledWith('pages and feeds cannot be read from the database', fault, 300_000);
  await newsroom.close();
});

test.each(['/feeds/top.rss', '/feeds/category/world.rss', '/feeds/category/world', '/feeds/custom.rss?category=world'])(
  'while the database is away, the document before the last change is sent: %s',
  async (address) => {
    const world = { categories: [toTerm('World')] };
    const newsroom = await openNewsroom([feedOf('top')], [draftOf('First', world)]);
    const before = await request(newsroom.app).get(address);
    newsroom.cache.invalidate();
    const fault = new StorageFault('The database cannot be reached.');
    jest.spyOn(newsroom.store, 'listVisible').mockRejectedValue(fault);
    jest.spyOn(newsroom.store, 'findTerm').mockRejectedValue(fault);
    jest.spyOn(newsroom.faults, 'failed').mockReturnValue();
    const during = await request(newsroom.app).get(address);
    expect([before.status, during.status, during.headers.etag]).toEqual([200, 200, before.headers.etag]);
    await newsroom.close();
  },
);

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
