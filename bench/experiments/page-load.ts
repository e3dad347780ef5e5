import { launchBrowser } from '../../tests/browser/launch-browser.ts';
import { openChurchSite, type PageKind } from '../church-site.ts';
import { FEED_ARTICLES, FEED_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { findFreePort } from '../processes.ts';
import { startTidings } from '../program.ts';
import { atMost, type Experiment, show } from '../report.ts';
import { measureInRounds } from '../rounds.ts';
import { type SlowVisit, visitSlowly } from '../slow-visit.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

const SCRIPT_MS = 50;
const OURS: PageKind = 'widget';

/** What a visitor of a church's page waits for, on a slow phone: our widget, our iframe, and a widget that renders RSS in the browser. */
export const pageLoad: Experiment = {
  name: 'page-load',
  async run({ options, folder, say }) {
    const newsroom = makeNewsroomFolder(folder, 0);
    await fillDatabase(newsroom.databaseFile, FEED_SHAPE, { from: 0, to: FEED_ARTICLES });
    const port = await findFreePort();
    const publicUrl = `http://localhost:${port}`;
    const program = await startTidings(newsroom, {
      place: 'free',
      port,
      environment: { PUBLIC_URL: publicUrl },
    });
    const church = await openChurchSite(publicUrl, 'full');
    // One process for a page and its frames, so that all of it is as slow, and counted together.
    const browser = await launchBrowser(['--disable-site-isolation-trials']);
    try {
      const sides = church.kinds.map((kind) => [kind, () => visitSlowly(browser, church.address(kind))] as const);
      say('visiting');
      for (const [, visit] of sides) await visit();
      return report(await measureInRounds(options.rounds, new Map(sides)), options.rounds);
    } finally {
      await browser.close();
      await church.close();
      await program.stop();
    }
  },
};

function report(found: ReadonlyMap<string, readonly SlowVisit[]>, rounds: number) {
  const of = (kind: string, figure: keyof SlowVisit) => (found.get(kind) ?? []).map((visit) => visit[figure]);
  const embeds = [...found.keys()].filter((kind) => kind !== 'no embed');
  // What the browser and the measuring cost on the page without an embed is nobody's doing.
  const scriptMs = (kind: string) =>
    spreadOf(of(kind, 'scriptMs')).median - spreadOf(of('no embed', 'scriptMs')).median;
  return {
    title: 'A page with headlines',
    notes: [
      `Five headlines on a church's page, processor slowed 4 times, slow 4G (150 ms, 1.6 Mbit/s), empty cache; median of ${rounds} rounds.`,
      'headlines: from the start of the navigation to the frame in which they stand; script: beyond that of the page without an embed; shift: the sum of layout shifts.',
      ...(found.has('vanilla-rss')
        ? ['vanilla-rss 1.4: its feed service is answered at once by the page’s own server.']
        : ['vanilla-rss takes part where it is installed: npm install --no-save vanilla-rss']),
    ],
    tables: [
      {
        columns: ['embed', 'headlines, ms', 'against ours', 'script, ms', 'shift', 'kB', 'requests'],
        rows: embeds.map((kind) => [
          kind,
          show(spreadOf(of(kind, 'headlinesMs')).median),
          `${show(ratioOf(of(kind, 'headlinesMs'), of(OURS, 'headlinesMs')).median)}x`,
          show(scriptMs(kind)),
          spreadOf(of(kind, 'shift')).median.toFixed(3),
          show(spreadOf(of(kind, 'bytes')).median / 1000),
          show(spreadOf(of(kind, 'requests')).median),
        ]),
      },
    ],
    verdicts: [
      atMost('script time of the widget, processor slowed 4 times', SCRIPT_MS, scriptMs(OURS), ' ms'),
      atMost('layout shift of the widget', 0, Math.max(...of(OURS, 'shift'))),
    ],
    data: Object.fromEntries(found),
  };
}
