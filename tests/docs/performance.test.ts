import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { Results } from '../../bench/results.ts';

const FILE = 'docs/performance.md';
const RESULTS = /(?<=<!-- results -->\n\n).*(?=\n\n<!-- end of results -->)/s;

// After a run of the benchmark: UPDATE_GOLDEN=1 npm test -- tests/docs/performance
test('the results in docs/performance.md are those of bench/results.json', async () => {
  const document = await readFile(FILE, 'utf8');
  const results = await renderResults();
  if (process.env.UPDATE_GOLDEN === '1')
    await writeFile(
      FILE,
      document.replace(RESULTS, () => results),
    );
  else expect(RESULTS.exec(document)?.[0]).toBe(results);
});

/** One table: experiment, date, value, target, result. */
async function renderResults(): Promise<string> {
  const { experiments, machine } = JSON.parse(await readFile('bench/results.json', 'utf8')) as Results;
  const rows = Object.values(experiments).flatMap(({ title, measuredAt, verdicts }) =>
    verdicts.map(({ what, bar, measured, met }) => [
      `${title}, ${measuredAt.slice(0, 10)}`,
      what,
      bar,
      measured,
      met ? 'met' : '**missed**',
    ]),
  );
  const lines = [
    ['experiment', 'value', 'target', 'measured', 'result'],
    ['---', '---', '---:', '---:', '---'],
    ...rows,
  ];
  return [
    `Measured on ${machine.cores} cores of ${machine.cpu}, Node ${machine.node}:`,
    '',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}
