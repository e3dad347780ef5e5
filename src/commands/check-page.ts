import { lookup } from 'node:dns/promises';
import type { Command } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import { userAgentOf } from '../check-page/checker-name.ts';
import type { FeedStanding, Newsroom } from '../check-page/newsroom.ts';
import { ANYWHERE, PUBLIC_WEB } from '../check-page/reach.ts';
import type { HostAddress } from '../check-page/resolve-host.ts';
import { loadConfig, publicUrlOf } from '../config.ts';
import { type Finding, type PageReport, VERDICT_WORDS, WEIGHT_WORDS } from '../model/page-report.ts';
import { snippet } from '../pages/snippet.ts';
import { loadNewsroomFiles } from './newsroom-files.ts';

/** `tidings check-page URL` */
export function registerCheckPage(program: Command): void {
  program
    .command('check-page')
    .description("look at somebody's page and say whether our headlines stand there, and what keeps them away")
    .argument('<url>', 'the address of the page')
    .option('--allow-private', 'go to private addresses and any port, too')
    .action(checkOnce);
}

/** Needs no running server. The exit code is 0 where everything works and 1 otherwise. */
async function checkOnce(url: string, { allowPrivate }: { readonly allowPrivate?: true }): Promise<void> {
  const { checkPage } = await import('../check-page/check-page.ts');
  const { openPageFetcher } = await import('../check-page/fetch-page.ts');
  const config = loadConfig(process.env);
  const { catalog } = await loadNewsroomFiles(config.FEEDS_DIR);
  const site = { name: config.SITE_NAME, publicUrl: publicUrlOf(config, config.PORT) };
  const fetchPage = openPageFetcher({
    reach: allowPrivate === true ? ANYWHERE : PUBLIC_WEB,
    lookUp: lookUpLikeThisMachine,
    userAgent: userAgentOf(site.publicUrl),
  });
  const newsroom: Newsroom = {
    site,
    main: catalog.main,
    findFeed: async (path) => standingIn(catalog, path),
    writeSnippet: (definition, options) => snippet({ site, definition, options }),
  };
  const report = await checkPage(url, fetchPage, newsroom);
  process.stdout.write(showReport(report));
  if (report.verdict !== 'working') process.exitCode = 1;
}

/** As everything else on this machine does, hosts file and private networks included. */
async function lookUpLikeThisMachine(name: string): Promise<readonly HostAddress[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** Feeds of categories, tags, authors and one's own live in the store, which this command leaves alone. */
function standingIn({ find, moves }: Catalog, path: string): FeedStanding {
  const feed = find(path);
  if (feed !== undefined) return { kind: 'published', feed };
  const moved = find(moves.get(path) ?? '');
  if (moved !== undefined) return { kind: 'moved', feed: moved };
  return { kind: path.includes('/') || moves.has(path) ? 'unknown' : 'missing' };
}

function showReport({ verdict, findings }: PageReport): string {
  return [VERDICT_WORDS[verdict], ...findings.map(showFinding)].map((text) => `${text}\n`).join('');
}

function showFinding({ weight, says, todo, paste }: Finding): string {
  const lines = [`- ${WEIGHT_WORDS[weight]}: ${says}`];
  if (todo !== undefined) lines.push(`  ${todo}`);
  if (paste !== undefined) lines.push('', ...paste.split('\n').map((line) => `      ${line}`), '');
  return lines.join('\n');
}
