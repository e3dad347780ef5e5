import { launchBrowser } from '../../tests/browser/launch-browser.ts';
import { openChurchSite, type PageKind } from '../church-site.ts';
import { measureInRounds } from '../measure-in-rounds.ts';
import { FEED_ARTICLES, FEED_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { findFreePort } from '../processes.ts';
import { atMost, type Experiment, show } from '../report.ts';
import { startTidings } from '../start-program.ts';
import { ratioOf, spreadOf } from '../statistics.ts';
import { type SlowVisit, visitSlowly } from '../visit-slowly.ts';

const SCRIPT_MS = 50;
const OURS: PageKind = 'widget';

/** How long visitors of a church's page wait on a slow phone: with our widget, our iframe, and a widget that renders RSS in the browser. */
export const pageLoad: Experiment = {
  name: 'page-load',
  async run({ options, folder, progress }) {
    const newsroom = makeNewsroomFolder(folder, 0);
    await fillDatabase(newsroom.databaseFile, FEED_SHAPE, { from: 0, to: FEED_ARTICLES });
    const port = await findFreePort();
    const publicUrl = `http://localhost:${port}`;
    const program = await startTidings(newsroom, {
      core: 'any',
      port,
      environment: { PUBLIC_URL: publicUrl },
    });
    const church = await openChurchSite(publicUrl, 'full');
    // One process for a page and its iframes, so that all of them are slowed down and counted.
    const browser = await launchBrowser(['--disable-site-isolation-trials']);
    try {
      const sides = church.kinds.map((kind) => [kind, () => visitSlowly(browser, church.address(kind))] as const);
      progress('visiting');
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
  // Without the cost of the browser and the measurement, which the page without an embed has too.
  const scriptMs = (kind: string) =>
    spreadOf(of(kind, 'scriptMs')).median - spreadOf(of('no embed', 'scriptMs')).median;
  return {
    title: 'A page with headlines',
    notes: [
      `Five headlines on a church's page, processor slowed 4 times, slow 4G (150 ms, 1.6 Mbit/s), empty cache; median of ${rounds} rounds.`,
      'headlines: from the start of navigation to the first painted frame with headlines; script: beyond that of the page without an embed; shift: sum of layout shifts.',
      ...(found.has('vanilla-rss')
        ? ['vanilla-rss 1.4: the page’s own server answers in place of its feed service.']
        : ['vanilla-rss is compared if it is installed: npm install --no-save vanilla-rss']),
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
