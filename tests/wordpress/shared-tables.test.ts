import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { translationsFor } from '../../src/model/translations.ts';
import { OPTION_PATTERNS, OPTIONS, type Option } from '../../widget/contract/options.ts';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'he', 'ar', 'ru', 'uk', 'nl'];
/** What the plugin says; the rest it does not need. */
const WORDS = [
  'newTab',
  'pause',
  'older',
  'newer',
  'back',
  'nothing',
  'source',
  'latest',
  'withdrawn',
  'failed',
] as const;
const OPTION_NAMES = [
  'layout',
  'count',
  'images',
  'excerpt',
  'date',
  'byline',
  'title',
  'heading',
  'theme',
  'accent',
  'target',
  'lang',
  'max-age-days',
  'utm',
] as const;

/** The file as it is; with UPDATE_GOLDEN=1 made anew. */
async function read(name: string, table: object): Promise<unknown> {
  const file = `wordpress/${name}`;
  if (process.env.UPDATE_GOLDEN) await writeFile(file, `${JSON.stringify(table, null, 2)}\n`);
  return JSON.parse(await readFile(file, 'utf8'));
}

test("the plugin's words are the embed's own", async () => {
  const table = Object.fromEntries(
    LANGUAGES.map((language) => {
      const words = translationsFor(language);
      expect(words.language).toBe(language);
      return [language, Object.fromEntries(WORDS.map((word) => [word, words[word]]))];
    }),
  );
  expect(await read('words.json', table)).toEqual(table);
});

/** An option as `options.json` has it. */
function pluginOption(option: Option): unknown {
  if (option.kind === 'choice') return [option.default, ...option.values.filter((value) => value !== option.default)];
  if (option.kind === 'number') return [option.default ?? null, option.min, option.max];
  return option.kind === 'text' ? option.default : String(OPTION_PATTERNS[option.kind]);
}

test("the plugin's options are the widget's, with the same values and defaults", async () => {
  const table = Object.fromEntries(OPTION_NAMES.map((name) => [name, pluginOption(OPTIONS[name])]));
  expect(await read('options.json', table)).toEqual(table);
});

test('the block takes every option, and the feed', async () => {
  const { attributes } = JSON.parse(await readFile('wordpress/block/block.json', 'utf8'));
  expect(Object.keys(attributes).toSorted()).toEqual(['feed', ...OPTION_NAMES].toSorted());
});
