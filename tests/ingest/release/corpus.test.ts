import { describe, expect, test } from '@jest/globals';
import { compareCase } from './compare-case.ts';
import { countByKind } from './corpus-report.ts';
import { loadCorpus } from './load-corpus.ts';

const corpus = [...Map.groupBy(loadCorpus(), ({ kind }) => kind)];

describe.each(corpus)('releases of the kind %s', (_kind, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('are read as expected: %s', async (_name, each) => {
    expect(await compareCase(each)).toEqual([]);
  });
});

test('the corpus has at least 200 releases, and five of each kind', async () => {
  const shares = await countByKind();
  expect(shares.filter(({ cases }) => cases < 5)).toEqual([]);
  expect(shares.reduce((sum, { cases }) => sum + cases, 0)).toBeGreaterThanOrEqual(200);
});
