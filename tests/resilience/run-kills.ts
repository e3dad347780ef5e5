import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom } from '../../bench/random.ts';
import type { DatabaseLocation } from '../../src/model/database-url.ts';
import {
  backingUp,
  copying,
  importing,
  type KillContext,
  type KillKind,
  migrating,
  publishing,
  restoring,
} from './kill-kinds.ts';
import { renderTable } from './report.ts';
import { makeSoakNewsroom, type SoakNewsroom } from './soak-newsroom.ts';

export interface KillPlan {
  readonly seed: number;
  /** Until so many processes were killed. */
  readonly kills: number;
  /** Articles of each newsroom at its start. */
  readonly articles: number;
  /** `postgres` starts a server; by default SQLite. */
  readonly database?: string;
  /** Names of kinds; by default all that the database has. */
  readonly kinds?: readonly string[];
}

export interface KillReport {
  readonly kills: Readonly<Record<string, number>>;
  /** Processes that ended before they were killed. */
  readonly survived: Readonly<Record<string, number>>;
  /** What was lost, twice or half; the same finding once. */
  readonly findings: readonly string[];
}

/** Kills of a kind until it does its work to its end. */
const KILLS_PER_FINISH = 5;
const MAX_AFTER_MS = 20_000;
/** The server does not end by itself. */
const MAX_SERVER_MS = 4_000;
const MIN_AFTER_MS = 300;
const MIN_EXPONENT = 2;
const MAX_EXPONENT = 13;

/** Kills processes at random points of their work. Everything that it made is removed. */
export async function runKills(
  plan: KillPlan,
  progress: (line: string) => void = () => undefined,
): Promise<KillReport> {
  await using cleanup = new AsyncDisposableStack();
  const random = createRandom(plan.seed);
  const findings = new Set<string>();
  const root = mkdtempSync(path.join(tmpdir(), 'tidings-kills-'));
  cleanup.defer(() => rmSync(root, { recursive: true, force: true }));
  const newsroom = await makeSoakNewsroom({
    ownDisk: false,
    ...(plan.database !== undefined && { database: plan.database }),
  });
  process.once('exit', newsroom.removeAtOnce);
  cleanup.defer(async () => {
    process.off('exit', newsroom.removeAtOnce);
    await newsroom.remove();
  });
  const context: KillContext = {
    root,
    random,
    articles: plan.articles,
    createDatabase: openDatabases(root, newsroom),
    find(kind, text) {
      const finding = `${kind}: ${text}`;
      if (!findings.has(finding)) progress(finding);
      findings.add(finding);
    },
  };
  const kinds = await createKinds(context, newsroom, plan);
  const counts = new Map(kinds.map((kind) => [kind, { kills: 0, survived: 0, exponent: 7 }]));
  let total = 0;
  while (total < plan.kills) {
    for (const [kind, count] of counts) {
      if (total >= plan.kills) break;
      const isServer = kind.name === 'publish';
      const chance = 2 ** -(1 + random.below(count.exponent));
      const afterMs = MIN_AFTER_MS + random.below(isServer ? MAX_SERVER_MS : MAX_AFTER_MS);
      const isKilled = await kind.run({ chance, afterMs });
      // So that about half of the processes get far.
      count.exponent = Math.min(MAX_EXPONENT, Math.max(MIN_EXPONENT, count.exponent + (isKilled ? 1 : -1)));
      if (!isKilled) {
        count.survived += 1;
        continue;
      }
      count.kills += 1;
      total += 1;
      if (count.kills % KILLS_PER_FINISH === 0) await kind.finish();
      if (total % 20 === 0) progress(`${total} kills, findings: ${findings.size}`);
    }
  }
  for (const kind of kinds) await kind.finish();
  const collect = (key: 'kills' | 'survived') =>
    Object.fromEntries([...counts].map(([{ name }, count]) => [name, count[key]]));
  return { kills: collect('kills'), survived: collect('survived'), findings: [...findings] };
}

export function renderKills({ kills, survived, findings }: KillReport): string {
  return [
    renderTable('Kills', [
      ['work', 'killed', 'ended before'],
      ...Object.entries(kills).map(([name, count]) => [name, count, survived[name] ?? 0]),
    ]),
    renderTable(
      `Findings: ${findings.length}`,
      findings.map((finding) => [finding]),
    ),
  ].join('\n');
}

async function createKinds(context: KillContext, newsroom: SoakNewsroom, plan: KillPlan): Promise<readonly KillKind[]> {
  const wants = (name: string): boolean => plan.kinds === undefined || plan.kinds.includes(name);
  const kinds: KillKind[] = [];
  if (wants('publish')) kinds.push(await publishing(context, newsroom));
  const { database, mediaDir, ...imports } = await importing(context);
  await imports.finish();
  const others = [imports, copying(context, database), migrating(context)];
  if (plan.database === undefined)
    others.push(backingUp(context, database, mediaDir), restoring(context, database, mediaDir));
  return kinds.concat(others.filter(({ name }) => wants(name)));
}

/** Returns what creates SQLite files, or databases of the PostgreSQL server. */
function openDatabases(root: string, { postgres }: SoakNewsroom): () => Promise<DatabaseLocation> {
  let number = 0;
  return async () => {
    number += 1;
    if (postgres === undefined) return { kind: 'file', path: path.join(root, `database-${number}.db`) };
    await postgres.execute(`create database kills_${number}`);
    const url = new URL(postgres.url);
    url.pathname = `/kills_${number}`;
    return { kind: 'postgres', url: url.href };
  };
}
