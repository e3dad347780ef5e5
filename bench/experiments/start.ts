import { once } from 'node:events';
import { buildArchives } from '../build-archives.ts';
import { measureInRounds } from '../measure-in-rounds.ts';
import { start, stop } from '../processes.ts';
import { atMost, type Experiment, show } from '../report.ts';
import { startTidings } from '../start-program.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

const NODE = 'node -e 0';
const MAX_OF_NODE = 15;

/** Time from the start of the program to the first feed, with small and large archives, compared with a Node that does nothing. */
export const startTime: Experiment = {
  name: 'start',
  async run(bench) {
    const archives = await buildArchives(bench);
    const sides = new Map<string, () => Promise<number>>([[NODE, startNode]]);
    for (const archive of archives) {
      sides.set(`${archive.articles} articles`, async () => {
        const program = await startTidings(archive, { core: 'any' });
        await program.stop();
        return program.readyMs;
      });
    }
    bench.progress('measuring');
    await startNode();
    const found = await measureInRounds(bench.options.rounds, sides);
    const node = found.get(NODE) ?? [];
    const others = [...found].filter(([name]) => name !== NODE);
    return {
      title: 'Start to first feed',
      notes: ['From the start of `tidings serve` to the last byte of a full feed, without pinning.'],
      tables: [
        {
          columns: ['what', 'milliseconds', 'least', 'most', `against ${NODE}`],
          rows: [...found].map(([name, values]) => {
            const { median, least, most } = spreadOf(values);
            return [name, show(median), show(least), show(most), `${show(ratioOf(values, node).median)}x`];
          }),
        },
      ],
      verdicts: [others.at(0), others.at(-1)].flatMap((side) =>
        side === undefined
          ? []
          : [
              atMost(
                `start with ${side[0]}, against a Node program that does nothing`,
                MAX_OF_NODE,
                ratioOf(side[1], node).median,
                'x',
              ),
            ],
      ),
      data: Object.fromEntries(found),
    };
  },
};

async function startNode(): Promise<number> {
  const began = performance.now();
  const child = start('any', process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await once(child, 'exit');
  await stop(child);
  return performance.now() - began;
}
