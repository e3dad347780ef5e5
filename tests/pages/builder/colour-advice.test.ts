import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adviseColour, nearestReadable, PREVIEW_GROUNDS } from '../../../src/pages/builder/colour-advice.ts';
import { contrast, hexChannels, luminance, READABLE } from '../../../widget/contract/contrast.ts';
import { parseOptions } from '../../../widget/contract/options.ts';

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((number) => number.toString(16).padStart(6, '0'));
const contrastOf = (one: string, other: string) => contrast(luminance(hexChannels(one)), luminance(hexChannels(other)));
const options = (given: Record<string, string>) => parseOptions((name) => given[name]);

describe('advice on a colour', () => {
  test('gives a colour that can be read, whatever was picked and whatever is behind it', () => {
    fc.assert(
      fc.property(anyColour, anyColour, (colour, ground) => {
        const nearest = nearestReadable(colour, ground);
        expect(contrastOf(nearest, ground)).toBeGreaterThanOrEqual(READABLE);
        if (contrastOf(colour, ground) >= READABLE) expect(nearest).toBe(colour);
      }),
    );
  });

  test('is given where the colour cannot be read, and only there', () => {
    fc.assert(
      fc.property(anyColour, anyColour, fc.constantFrom('accent', 'text'), (colour, background, name) => {
        const advice = adviseColour(name, options({ [name]: colour, background }), 'light');
        expect(advice === undefined).toBe(contrastOf(colour, background) >= READABLE);
      }),
    );
    expect(adviseColour('accent', options({}), 'light')).toBeUndefined();
  });

  test('says in words what is wrong, and where', () => {
    const say = (given: Record<string, string>, page: 'light' | 'dark' = 'light') =>
      adviseColour('accent', options({ accent: 'f5c518', ...given }), page)?.text;
    expect(say({})).toContain('#f5c518 can hardly be read on a light page: its contrast is 1.6 to 1');
    expect(say({}, 'dark')).toBeUndefined();
    expect(say({ theme: 'light' }, 'dark')).toContain('on a light page');
    expect(say({ background: 'fff0aa' }, 'dark')).toContain('on the background #fff0aa');
  });

  test('counts with the very grounds that the preview paints', () => {
    const css = readFileSync(new URL('../../../src/pages/assets/preview.css', import.meta.url), 'utf8');
    expect(css).toMatch(/^html \{\s+background: #fff;/m);
    expect(css).toContain(`html.dark {\n  color-scheme: dark;\n  background: #${PREVIEW_GROUNDS.dark};`);
    expect(css).toContain(`html.ugly {\n  background: #${PREVIEW_GROUNDS.ugly};`);
  });
});
