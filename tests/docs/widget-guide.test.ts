import { beforeAll, describe, expect, test } from '@jest/globals';
import { snippet } from '../../src/pages/snippet.ts';
import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { reservedHeightEm } from '../../widget/contract/reserved-height.ts';
import { codesIn, type Guide, namesIn, type Row, readGuide } from './markdown-tables.ts';

let guide: Guide;
let rows: readonly Row[];

beforeAll(async () => {
  guide = await readGuide('widget.md');
  // The feed is not a matter of looks: it is read with the link.
  rows = guide.table('option').filter((row) => row.get('option') !== '`feed`');
});

function parse(values: Readonly<Record<string, string>>): Options {
  return parseOptions((name) => values[name] ?? null);
}

function readValue(name: string, text: string): unknown {
  return (parse({ [name]: text }) as Readonly<Record<string, unknown>>)[name];
}

describe('the guide to the widget', () => {
  test('lists every option that the widget reads and no other', () => {
    const asked: string[] = [];
    parseOptions((name) => {
      asked.push(name);
      return null;
    });
    expect(namesIn(rows)).toEqual(asked);
  });

  test('gives the default of each', () => {
    for (const [index, name] of namesIn(rows).entries()) {
      for (const value of codesIn(rows[index]?.get('default') ?? '')) {
        expect([name, String(readValue(name, ''))]).toEqual([name, value]);
      }
    }
  });

  test('gives values that the widget takes, and ranges that are its own', () => {
    for (const [index, name] of namesIn(rows).entries()) {
      const values = rows[index]?.get('values') ?? '';
      for (const value of codesIn(values)) {
        expect([name, String(readValue(name, value))]).toEqual([name, value.replace('#', '')]);
      }
      const [, least, most] = /^(\d+) to (\d+)$/.exec(values) ?? [];
      if (least === undefined || most === undefined) continue;
      expect([name, readValue(name, least), readValue(name, most)]).toEqual([name, Number(least), Number(most)]);
      expect([name, readValue(name, String(Number(most) + 1))]).toEqual([name, readValue(name, '')]);
    }
  });

  test('gives the heights that the widget will have', () => {
    for (const row of guide.table('`count`')) {
      const [count = '', ...heights] = row.values();
      const real = ['on', 'first', 'off'].map((images) => reservedHeightEm(parse({ count, images })));
      expect([count, heights.map(Number)]).toEqual([count, real]);
    }
  });

  test('shows the snippet that a feed’s page offers', () => {
    const definition = { id: 'top', title: 'Example News', language: 'en' };
    const site = { name: 'Example News', publicUrl: 'https://news.example.org' };
    const offered = snippet({ site, definition, options: parse({}) });
    expect(guide.code('html')).toBe(`${offered}\n`);
  });
});
