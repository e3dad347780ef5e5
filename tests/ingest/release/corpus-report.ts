import { compareCase } from './compare-case.ts';
import { loadCorpus } from './load-corpus.ts';

/** The number of cases of a kind, and of those that are read as expected. */
export interface KindShare {
  readonly kind: string;
  readonly cases: number;
  readonly right: number;
  /** What is wrong, a line for each case. */
  readonly faults: readonly string[];
}

/** Reads the whole corpus and counts, by kind, the cases that are right. */
export async function countByKind(): Promise<readonly KindShare[]> {
  const kinds = Map.groupBy(loadCorpus(), ({ kind }) => kind);
  return Promise.all(
    [...kinds].map(async ([kind, cases]) => {
      const compared = await Promise.all(
        cases.map(async (each) => ({ name: each.name, wrong: await compareCase(each) })),
      );
      const faults = compared.filter(({ wrong }) => wrong.length > 0);
      return {
        kind,
        cases: cases.length,
        right: cases.length - faults.length,
        faults: faults.map(({ name, wrong }) => `${kind} / ${name}: ${wrong.join('; ')}`),
      };
    }),
  );
}

/** `node tests/ingest/release/corpus-report.ts [--faults [KIND]]` prints the share of cases that are right, by kind. */
async function printReport([option, kind]: readonly string[]): Promise<void> {
  const shares = await countByKind();
  const total = {
    kind: 'all',
    cases: shares.reduce((sum, { cases }) => sum + cases, 0),
    right: shares.reduce((sum, { right }) => sum + right, 0),
  };
  const rows = [...shares, total].map(
    (share) =>
      `${share.kind.padEnd(32)}${String(share.right).padStart(6)} of ${String(share.cases).padStart(3)}${String(Math.round((100 * share.right) / share.cases)).padStart(6)}%`,
  );
  process.stdout.write(`${rows.join('\n')}\n`);
  if (option !== '--faults') return;
  const faults = shares.filter((share) => kind === undefined || share.kind === kind).flatMap((share) => share.faults);
  process.stdout.write(`\n${faults.join('\n')}\n`);
}

if (import.meta.main) await printReport(process.argv.slice(2));
