import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readGuide } from './markdown-tables.ts';

const SECTIONS = 5;

test('each threat of docs/security.md names a test that exists', async () => {
  const guide = await readGuide('security.md');
  expect(guide.text.match(/^\| threat \|/gm)).toHaveLength(SECTIONS);
  const rows = Array.from({ length: SECTIONS }, (_, nth) => guide.table('threat', nth)).flat();
  const missing = rows.filter((row) => {
    const [, name, file] = /^\[(.+)\]\(\.\.\/(tests\/[\w./-]+)\)$/.exec(row.get('test') ?? '') ?? [];
    if (name === undefined || file === undefined || row.get('what stops it') === '') return true;
    return !readFileSync(path.resolve(file), 'utf8').includes(`('${name}'`);
  });
  expect(missing).toEqual([]);
});
