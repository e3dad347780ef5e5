import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adviseColour, PREVIEW_BACKGROUNDS } from '../../../src/pages/builder/colour-advice.ts';
import { findReadable } from '../../../src/pages/page-colours.ts';
import { contrast, hexChannels, luminance, READABLE } from '../../../widget/contract/contrast.ts';
import { parseOptions } from '../../../widget/contract/options.ts';

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((number) => number.toString(16).padStart(6, '0'));
const contrastOf = (one: string, other: string) => contrast(luminance(hexChannels(one)), luminance(hexChannels(other)));
const options = (given: Record<string, string>) => parseOptions((name) => given[name]);

describe('advice on a colour', () => {
  test('suggests a readable colour for any colour on any background', () => {
    fc.assert(
      fc.property(anyColour, anyColour, (colour, ground) => {
        const nearest = findReadable(colour, ground);
        expect(contrastOf(nearest, ground)).toBeGreaterThanOrEqual(READABLE);
        if (contrastOf(colour, ground) >= READABLE) expect(nearest).toBe(colour);
      }),
    );
  });

  test('is given only for unreadable colours', () => {
    fc.assert(
      fc.property(anyColour, anyColour, fc.constantFrom('accent', 'text'), (colour, background, name) => {
        const advice = adviseColour(name, options({ [name]: colour, background }), 'light');
        expect(advice === undefined).toBe(contrastOf(colour, background) >= READABLE);
      }),
    );
    expect(adviseColour('accent', options({}), 'light')).toBeUndefined();
  });

  test('says what is wrong, and on which background', () => {
    const say = (given: Record<string, string>, page: 'light' | 'dark' = 'light') =>
      adviseColour('accent', options({ accent: 'f5c518', ...given }), page)?.text;
    expect(say({})).toContain('#f5c518 is hard to read on a light page: its contrast is 1.6 to 1');
    expect(say({}, 'dark')).toBeUndefined();
    expect(say({ theme: 'light' }, 'dark')).toContain('on a light page');
    expect(say({ background: 'fff0aa' }, 'dark')).toContain('on the background #fff0aa');
  });

  test('uses the background colours of the preview', () => {
    const css = readFileSync(new URL('../../../src/pages/assets/preview.css', import.meta.url), 'utf8');
    expect(css).toMatch(/^html \{\s+background: #fff;/m);
    expect(css).toContain(`html.dark {\n  color-scheme: dark;\n  background: #${PREVIEW_BACKGROUNDS.dark};`);
    expect(css).toContain(`html.ugly {\n  background: #${PREVIEW_BACKGROUNDS.ugly};`);
  });
});
