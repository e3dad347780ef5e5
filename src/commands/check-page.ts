import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { CheckDependencies } from '../check-page/check-context.ts';
import { buildUserAgent } from '../check-page/user-agent.ts';
import { publicUrlOf } from '../config.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import type { DatabaseLocation } from '../model/database-url.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { type Finding, type PageReport, SEVERITY_LABELS, VERDICT_LABELS } from '../model/page-report.ts';
import { ALLOW_ALL, PUBLIC_WEB } from '../net/network-policy.ts';
import type { HostAddress } from '../net/resolve-host.ts';
import { embedMethodCode } from '../pages/builder/embed-method-code.ts';
import { findFeedStatus } from '../publish/find-feed.ts';
import { loadWidgetReleases } from '../publish/widget-versions.ts';
import { openStore } from '../store/open-store.ts';
import { loadOptions } from './load-options.ts';

export function registerCheckPage(program: Command): void {
  program
    .command('check-page')
    .description('check whether headlines work on a page, and say what to fix')
    .argument('<url>', 'the address of the page')
    .option('--allow-private', 'also check pages at private addresses and on any port')
    .action(checkOnce);
}

/** Needs no running server. The exit code is 1 if anything does not work. */
async function checkOnce(url: string, { allowPrivate }: { readonly allowPrivate?: true }): Promise<void> {
  const { checkPage } = await import('../check-page/check-page.ts');
  const { createPageFetcher } = await import('../check-page/fetch-page.ts');
  const config = loadOptions();
  const { catalog } = await loadNewsroomFiles(config.FEEDS_DIR);
  const site = { name: config.SITE_NAME, publicUrl: publicUrlOf(config, config.PORT) };
  const fetchPage = createPageFetcher({
    network: allowPrivate === true ? ALLOW_ALL : PUBLIC_WEB,
    resolveName: resolveInSystem,
    userAgent: buildUserAgent(site.publicUrl),
  });
  const { DATABASE_URL: own } = config;
  const hasStore = own.kind === 'postgres' || (own.kind === 'file' && existsSync(own.path));
  // A check must not create a store.
  const database: DatabaseLocation = hasStore ? own : { kind: 'memory' };
  const store = await openStore({ database, mintId: mintUuidV7, asItIs: hasStore });
  const dependencies: CheckDependencies = {
    site,
    main: catalog.main,
    findFeed: async (path) => {
      const status = await findFeedStatus({ catalog: () => catalog, store, site }, path);
      const isNamedInStore = path.includes('/') || catalog.moves.has(path);
      return status.kind === 'missing' && isNamedInStore && !hasStore ? { kind: 'unknown' } : status;
    },
    buildCode: (method, definition, options) => embedMethodCode(method, { site, definition, options }),
    releases: await loadWidgetReleases(),
  };
  const report = await checkPage(url, fetchPage, dependencies).finally(() => store.close());
  process.stdout.write(formatReport(report));
  if (report.verdict !== 'working') process.exitCode = 1;
}

/** Uses the hosts file and private name servers too. */
async function resolveInSystem(name: string): Promise<readonly HostAddress[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function formatReport({ verdict, findings }: PageReport): string {
  return [VERDICT_LABELS[verdict], ...findings.map(formatFinding)].map((text) => `${text}\n`).join('');
}

function formatFinding({ severity, message, todo, snippet }: Finding): string {
  const lines = [`- ${SEVERITY_LABELS[severity]}: ${message}`];
  if (todo !== undefined) lines.push(`  ${todo}`);
  if (snippet !== undefined) lines.push('', ...snippet.split('\n').map((line) => `      ${line}`), '');
  return lines.join('\n');
}
