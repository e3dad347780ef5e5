import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { userAgentOf } from '../check-page/checker-name.ts';
import type { Newsroom } from '../check-page/newsroom.ts';
import { loadConfig, publicUrlOf } from '../config.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import { parseDatabaseUrl } from '../model/database-url.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { type Finding, type PageReport, VERDICT_WORDS, WEIGHT_WORDS } from '../model/page-report.ts';
import { ALLOW_ALL, PUBLIC_WEB } from '../net/network-policy.ts';
import type { HostAddress } from '../net/resolve-host.ts';
import { snippet } from '../pages/snippet.ts';
import { findFeedStatus } from '../publish/find-feed.ts';
import { openStore } from '../store/open-store.ts';

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
  const { createPageFetcher } = await import('../check-page/fetch-page.ts');
  const config = loadConfig(process.env);
  const { catalog } = await loadNewsroomFiles(config.FEEDS_DIR);
  const site = { name: config.SITE_NAME, publicUrl: publicUrlOf(config, config.PORT) };
  const fetchPage = createPageFetcher({
    network: allowPrivate === true ? ALLOW_ALL : PUBLIC_WEB,
    resolveName: resolveLikeThisMachine,
    userAgent: userAgentOf(site.publicUrl),
  });
  const location = parseDatabaseUrl(config.DATABASE_URL);
  const isKept = location?.kind === 'file' && existsSync(location.path);
  // Checking a page must not create the database of a server that has not started yet.
  const databaseUrl = isKept ? config.DATABASE_URL : 'sqlite::memory:';
  const store = await openStore({ databaseUrl, mintId: mintUuidV7 });
  const newsroom: Newsroom = {
    site,
    main: catalog.main,
    findFeed: async (path) => {
      const status = await findFeedStatus({ catalog: () => catalog, store, site }, path);
      const isNamedInStore = path.includes('/') || catalog.moves.has(path);
      return status.kind === 'missing' && isNamedInStore && !isKept ? { kind: 'unknown' } : status;
    },
    writeSnippet: (definition, options) => snippet({ site, definition, options }),
  };
  const report = await checkPage(url, fetchPage, newsroom).finally(() => store.close());
  process.stdout.write(showReport(report));
  if (report.verdict !== 'working') process.exitCode = 1;
}

/** As everything else on this machine does, hosts file and private networks included. */
async function resolveLikeThisMachine(name: string): Promise<readonly HostAddress[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
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
