import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadMeasurements } from '../../src/pages/statements/measurements.ts';
import { measureContrasts } from '../../src/pages/statements/page-contrast.ts';

test('without readable results of the benchmark there are no measurements', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-bench-'));
  const file = join(folder, 'results.json');
  expect(loadMeasurements(file)).toBeUndefined();
  for (const text of ['{"machine": {}}', '{']) {
    await writeFile(file, text);
    expect(loadMeasurements(file)).toBeUndefined();
  }
  await rm(folder, { recursive: true });
});

test('the last results of the benchmark are read', () => {
  expect(Object.keys(loadMeasurements()?.experiments ?? {})).toEqual(expect.arrayContaining(['feeds', 'page-load']));
});

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
