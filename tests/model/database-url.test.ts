import { expect, test } from '@jest/globals';
import { parseDatabaseUrl } from '../../src/model/database-url.ts';

test.each([
  ['sqlite:data/tidings.db', { kind: 'file', path: 'data/tidings.db' }],
  ['sqlite:/var/lib/a b.db', { kind: 'file', path: '/var/lib/a b.db' }],
  ['sqlite::memory:', { kind: 'memory' }],
  ['postgres://news@db/tidings', { kind: 'postgres', url: 'postgres://news@db/tidings' }],
  ['postgresql://db/tidings', { kind: 'postgres', url: 'postgresql://db/tidings' }],
  ['sqlite:', undefined],
  ['mysql://db/tidings', undefined],
  ['', undefined],
])('%j names %j', (text, location) => {
  expect(parseDatabaseUrl(text)).toEqual(location);
});
