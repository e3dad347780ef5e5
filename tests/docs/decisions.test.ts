import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const FOLDER = path.resolve('docs/decisions');
const FILES = readdirSync(FOLDER)
  .filter((file) => file !== 'README.md')
  .toSorted();
const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

test('the list of decisions links to each page by its number and title', () => {
  const rows = FILES.map((file) => {
    const [, number, title] = /^# (\d+)\. (.*)\n/.exec(read(file)) ?? [];
    return `| ${number} | [${title}](${file}) |`;
  });
  const list = read('README.md');
  const expected = list.replace(/(?<=\| --- \| --- \|\n).*/s, `${rows.join('\n')}\n`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path.join(FOLDER, 'README.md'), expected);
  else expect(list).toBe(expected);
});

test.each(FILES)('%s has a number of its own, and names the check that guards it', (file) => {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]);
  expect(read(file)).toMatch(new RegExp(`^# ${number}\\. `));
  expect(read(file)).toContain('**Guard.**');
  expect(FILES.filter((other) => other.startsWith(file.slice(0, 5)))).toEqual([file]);
});

test('the TypeScript files that a decision names exist', () => {
  const named = FILES.flatMap((file) =>
    [...read(file).matchAll(/`([\w.-]+\/[\w./-]+\.ts)`/g)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !existsSync(path.resolve(name)) && !existsSync(path.resolve('src', name)))).toEqual([]);
});
