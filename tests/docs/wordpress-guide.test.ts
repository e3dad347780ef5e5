import { expect, test } from '@jest/globals';
import { buildPluginOptions } from '../../src/publish/wordpress-options.ts';
import { codesIn, namesIn, readGuide } from './markdown-tables.ts';

test('the guide to the WordPress plugin lists the feed and every option, with its default', async () => {
  const { options } = buildPluginOptions();
  const rows = (await readGuide('wordpress.md')).table('option');
  expect(namesIn(rows).toSorted()).toEqual(['feed', ...Object.keys(options)].toSorted());
  const defaults = Object.fromEntries(
    rows.map((row, index) => [namesIn(rows)[index], codesIn(row.get('default') ?? '')]),
  );
  for (const [name, option] of Object.entries(options)) {
    expect([name, defaults[name]]).toEqual([
      name,
      option.default === null || option.default === '' ? [] : [`${option.default}`],
    ]);
  }
});
