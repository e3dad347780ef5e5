import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builderQuery, parseBuilder } from '../../../src/pages/builder/builder-query.ts';
import { embedMethodCode } from '../../../src/pages/builder/embed-method-code.ts';
import { anyQuery } from './any-choice.ts';

const site = { name: 'Harbour & Hill News', publicUrl: 'https://news.example.org' };
const definition = { id: 'top', title: 'Top stories', language: 'en' };
const canonical = (query: string) => builderQuery(parseBuilder(new URLSearchParams(query)));

describe('the builder’s address', () => {
  test('contains each choice: parsed again, it gives the same snippet', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const choice = parseBuilder(query);
        const again = parseBuilder(new URLSearchParams(builderQuery(choice)));
        expect(again).toEqual(choice);
        expect(choice.invalid.size).toBe(0);
        const code = ({ method, options }: typeof choice) => embedMethodCode(method.id, { site, definition, options });
        expect(code(again)).toBe(code(choice));
      }),
    );
  });

  test('is canonical, and has only what differs from the default', () => {
    expect(canonical('width=600&page=light&platform=wordpress&way=script&count=5&images=on&accent=&nonsense=1')).toBe(
      '',
    );
    expect(canonical('images=off&count=07&feed=category/israel&platform=wix')).toBe(
      'platform=wix&feed=category/israel&count=7&images=off',
    );
    expect(canonical('accent=%23ABCDEF')).toBe('accent=abcdef');
  });

  test('keeps invalid values, so that the page can name them, and the last of two values', () => {
    const choice = parseBuilder(new URLSearchParams('count=99&accent=red&date=long&heading=2&radius=x'));
    expect([...choice.invalid]).toEqual([
      ['count', '99'],
      ['date', 'long'],
      ['accent', 'red'],
      ['radius', 'x'],
    ]);
    expect(canonical('count=99')).toBe('count=99');
    expect(canonical('accent=f00&accent=00f')).toBe('accent=00f');
  });

  test('has the default for an unknown page, width or method', () => {
    expect(canonical('page=blue&width=4000&way=pigeon&platform=geocities')).toBe('');
    expect(canonical('platform=wix&way=script')).toBe('platform=wix');
  });
});
