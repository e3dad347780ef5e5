import { describe, expect, test } from '@jest/globals';
import { OPTIONS, type Options, parseOptions } from '../../widget/contract/options.ts';

const parse = (given: Readonly<Record<string, string>>): Options => parseOptions((name) => given[name] ?? null);

const DEFAULTS = parse({});

test('every option has its default if nothing is set: a list of five', () => {
  expect(DEFAULTS).toEqual({
    ...{ layout: 'list', count: 5, images: 'on', excerpt: 0, date: 'relative', byline: 'off', title: '', heading: 2 },
    ...{ theme: 'auto', accent: undefined, text: undefined, background: undefined, radius: 4, border: 'off' },
    ...{ target: 'same', lang: undefined, 'max-age-days': undefined, refresh: 'off', utm: '' },
  });
  expect(Object.keys(DEFAULTS)).toEqual(Object.keys(OPTIONS));
});

test('options take their values', () => {
  const given = {
    count: '20',
    images: 'first',
    excerpt: '2',
    date: 'medium',
    byline: 'on',
    title: 'From the field',
    heading: '4',
    theme: 'dark',
    accent: '#a4271d',
    target: 'new',
    lang: 'pt-BR',
    'max-age-days': '30',
    utm: 'grace church',
  };
  expect(parse(given)).toEqual({
    ...DEFAULTS,
    ...{ count: 20, images: 'first', excerpt: 2, date: 'medium', byline: 'on', title: 'From the field', heading: 4 },
    ...{ theme: 'dark', accent: 'a4271d', target: 'new', lang: 'pt-BR', 'max-age-days': 30, utm: 'grace church' },
  });
});

test('white space and capital letters, which editors add, are ignored', () => {
  expect(parse({ count: ' 7 ', images: ' OFF ', title: '  News  ', accent: 'ABC' })).toEqual({
    ...DEFAULTS,
    ...{ count: 7, images: 'off', title: 'News', accent: 'ABC' },
  });
});

describe('an invalid value counts as the default:', () => {
  test.each([
    ['count', '0'],
    ['count', '21'],
    ['count', '5.5'],
    ['count', '-3'],
    ['count', '1e1'],
    ['count', '٧'],
    ['images', 'yes'],
    ['excerpt', '3'],
    ['date', 'long'],
    ['byline', 'true'],
    ['title', '   '],
    ['heading', '1'],
    ['heading', '5'],
    ['theme', 'constructor'],
    ['accent', 'red'],
    ['accent', '#12345'],
    ['accent', '#fff;background:url(//x)'],
    ['target', '_blank'],
    ['lang', 'english'],
    ['lang', 'en_US'],
    ['max-age-days', '0'],
    ['max-age-days', 'week'],
    ['utm', ''],
  ])('%s="%s"', (name, value) => {
    expect(parse({ [name]: value })).toEqual(DEFAULTS);
  });
});
