import { expect, test } from '@jest/globals';
import { measureContrasts } from '../../src/pages/statements/page-contrast.ts';

// 20.6, not 21: the luminance of the contract leaves out the linear part of the curve.
test('contrasts are calculated from the style sheet and rounded down', () => {
  const css =
    ':root { --paper: #fff; --ink: #000; --soft: #767676; --accent: #777; } @media { :root { --paper: #000; --ink: #fff; --soft: #000; --accent: #fff; } }';
  expect(measureContrasts(css)).toEqual([
    { what: 'text', light: '20.6 to 1', dark: '20.6 to 1' },
    { what: 'small print', light: '4.5 to 1', dark: '1 to 1' },
    { what: 'accents', light: '4.4 to 1', dark: '20.6 to 1' },
  ]);
});
