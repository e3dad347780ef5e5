import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadMeasurements } from '../../src/pages/statements/measurements.ts';
import { measureContrasts } from '../../src/pages/statements/page-contrast.ts';

test('what the bench did not measure is not claimed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-bench-'));
  const file = join(folder, 'results.json');
  expect(loadMeasurements(file)).toBeUndefined();
  for (const text of ['{"machine": {}}', '{']) {
    await writeFile(file, text);
    expect(loadMeasurements(file)).toBeUndefined();
  }
  await rm(folder, { recursive: true });
});

test('what the bench measured last can be told', () => {
  expect(Object.keys(loadMeasurements()?.experiments ?? {})).toEqual(expect.arrayContaining(['feeds', 'page-load']));
});

// Black is counted a little lighter than it is: the contract’s luminance leaves the straight part of the curve out.
test('contrasts are computed from the style sheet, rounded down', () => {
  const css =
    ':root { --paper: #fff; --ink: #000; --soft: #767676; --accent: #777; } @media { :root { --paper: #000; --ink: #fff; --soft: #000; --accent: #fff; } }';
  expect(measureContrasts(css)).toEqual([
    { what: 'text', light: '20.6 to 1', dark: '20.6 to 1' },
    { what: 'small print', light: '4.5 to 1', dark: '1 to 1' },
    { what: 'accents', light: '4.4 to 1', dark: '20.6 to 1' },
  ]);
});
