import { buildArchives } from '../archives.ts';
import { ask } from '../ask.ts';
import { residentMb, waitUntilIdle } from '../processes.ts';
import { startTidings } from '../program.ts';
import { atMost, type Experiment, show } from '../report.ts';

const WARM = 500;
const IDLE_MB = 110;
const WARM_MB = 200;

/** What the real program holds in memory: idle, and with many warm feeds. */
export const memory: Experiment = {
  name: 'memory',
  async run(bench) {
    const all = await buildArchives(bench);
    const archives = bench.options.quick ? all.slice(-1) : all;
    const found = [];
    for (const archive of archives) {
      bench.say(`${archive.articles} articles`);
      const program = await startTidings(archive, { place: 'free' });
      await waitUntilIdle(program.pid);
      const idle = residentMb(program.pid);
      for (let topic = 0; topic < Math.min(WARM, archive.articles); topic += 1) {
        const question = { path: `/feeds/tag/topic-${topic}.rss`, headers: { 'Accept-Encoding': 'gzip' } };
        const { status } = await ask(program.port, question);
        if (status !== 200) throw new Error(`expected 200 from ${question.path}, got ${status}`);
      }
      const right = residentMb(program.pid);
      await waitUntilIdle(program.pid);
      found.push({ articles: archive.articles, idle, right, warm: residentMb(program.pid) });
      await program.stop();
    }
    const largest = found.at(-1);
    return {
      title: 'Memory',
      notes: [
        'Resident memory of `tidings serve` in MB of 2^20 bytes, options at their defaults: with one feed warm, and after 500 feeds of one tag each (the 50 newest full articles) were asked for in gzip.',
      ],
      tables: [
        {
          columns: ['articles', 'idle', 'right after 500 feeds', 'when quiet'],
          rows: found.map(({ articles, idle, right, warm }) => [String(articles), show(idle), show(right), show(warm)]),
        },
      ],
      verdicts:
        largest === undefined
          ? []
          : [
              atMost(`idle, ${largest.articles} articles`, IDLE_MB, largest.idle, ' MB'),
              atMost(`${WARM} warm feeds, ${largest.articles} articles`, WARM_MB, largest.warm, ' MB'),
            ],
      data: found,
    };
  },
};
