import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changedInput } from './change-input.ts';
import { loadCorpus } from './corpus.ts';
import { type OpenParsers, openParsers } from './parsers.ts';

const SEED = 1;
const RUNS = 15;

let open: OpenParsers;
beforeAll(async () => {
  open = await openParsers();
});
afterAll(() => open.close());

test('no input on which a parser once failed makes it fail', async () => {
  for (const { parser, input } of loadCorpus()) await open.parsers[parser]?.read(input);
  expect(loadCorpus().filter(({ parser }) => !(parser in open.parsers))).toEqual([]);
});

test('no parser of outside input fails on changed samples', async () => {
  for (const parser of Object.values(open.parsers)) {
    for (const sample of parser.samples) await parser.read(sample);
    await fc.assert(
      fc.asyncProperty(changedInput(parser), async (input) => {
        await parser.read(input);
      }),
      { numRuns: parser.runs ?? RUNS, seed: SEED },
    );
  }
});
