import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { codesIn, readGuide } from './markdown-tables.ts';

const manifest: Readonly<Record<'dependencies' | 'devDependencies', object>> = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

test.each([
  ['dependencies', 0, Object.keys(manifest.dependencies)],
  ['devDependencies', 1, Object.keys(manifest.devDependencies)],
] as const)('docs/dependencies.md lists the %s of package.json and no others', async (_field, nth, packages) => {
  const guide = await readGuide('dependencies.md');
  const listed = guide.table('package', nth).flatMap((row) => codesIn(row.get('package') ?? ''));
  const installed = packages.map((name) => (name.startsWith('@types/') ? '@types/…' : name));
  expect(listed.toSorted()).toEqual([...new Set(installed)].toSorted());
});
