import { buildArchives } from '../build-archives.ts';
import { residentMb, waitUntilIdle } from '../processes.ts';
import { atMost, type Experiment, show } from '../report.ts';
import { sendRequest } from '../send-request.ts';
import { startTidings } from '../start-program.ts';

const WARM = 500;
const IDLE_MB = 110;
const WARM_MB = 200;

/** Memory of `tidings serve`: idle, and with many cached feeds. */
export const memory: Experiment = {
  name: 'memory',
  async run(bench) {
    const all = await buildArchives(bench);
    const archives = bench.options.quick ? all.slice(-1) : all;
    const found = [];
    for (const archive of archives) {
      bench.progress(`${archive.articles} articles`);
      const program = await startTidings(archive, { core: 'any' });
      await waitUntilIdle(program.pid);
      const idle = residentMb(program.pid);
      for (let topic = 0; topic < Math.min(WARM, archive.articles); topic += 1) {
        const request = { path: `/feeds/tag/topic-${topic}.rss`, headers: { 'Accept-Encoding': 'gzip' } };
        const { status } = await sendRequest(program.port, request);
        if (status !== 200) throw new Error(`expected 200 from ${request.path}, got ${status}`);
      }
      const busy = residentMb(program.pid);
      await waitUntilIdle(program.pid);
      found.push({ articles: archive.articles, idle, busy, warm: residentMb(program.pid) });
      await program.stop();
    }
    const largest = found.at(-1);
    return {
      title: 'Memory',
      notes: [
        'Resident memory of `tidings serve` in MB of 2^20 bytes, options at their defaults: with one cached feed, and after requests for 500 feeds of one tag each (the 50 newest full articles) in gzip.',
      ],
      tables: [
        {
          columns: ['articles', 'idle', 'right after 500 feeds', 'when idle again'],
          rows: found.map(({ articles, idle, busy, warm }) => [String(articles), show(idle), show(busy), show(warm)]),
        },
      ],
      verdicts:
        largest === undefined
          ? []
          : [
              atMost(`with ${largest.articles} articles, when idle`, IDLE_MB, largest.idle, ' MB'),
              atMost(`with ${largest.articles} articles, ${WARM} feeds in the cache`, WARM_MB, largest.warm, ' MB'),
            ],
      data: found,
    };
  },
};
