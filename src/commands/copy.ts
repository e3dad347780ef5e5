import type { Command } from 'commander';
import { locateDatabase } from '../config.ts';
import { type DatabaseLocation, parseDatabaseUrl } from '../model/database-url.ts';
import { StartError, showValue } from '../model/problem.ts';
import { StorageFault } from '../model/storage-fault.ts';
import { type CopyReport, copyDatabase } from '../store/copy-database.ts';
import { explainFault, nameDatabase } from '../store/explain-fault.ts';
import { loadOptions } from './load-options.ts';
import { openProgress } from './open-progress.ts';

interface CopyArguments {
  readonly from?: string;
  readonly to: string;
}

const STEPS = { copy: 'copying', index: 'building', compare: 'comparing' } as const;
const SHOWN_DIGITS = 16;

export function registerCopy(program: Command): void {
  program
    .command('copy')
    .description('copy all articles with their history to another, empty database')
    .option('--from <database>', 'sqlite:PATH or postgres://…; without it, the database of the newsroom')
    .requiredOption('--to <database>', 'a new database: sqlite:PATH or postgres://…')
    .action(copy);
}

async function copy(given: CopyArguments): Promise<void> {
  const config = loadOptions();
  const parse = (name: string, text: string): DatabaseLocation => {
    const location = parseDatabaseUrl(text);
    if (location !== undefined && location.kind !== 'memory') return locateDatabase(location, config.NEWSROOM_DIR);
    // A wrong URL may have a password.
    const got = text.includes('@') ? 'another text' : showValue(text);
    throw new StartError(`${name}: expected sqlite:PATH or postgres://…, got ${got}`);
  };
  const from = given.from === undefined ? config.DATABASE_URL : parse('--from', given.from);
  const to = parse('--to', given.to);
  if (from.kind === 'memory')
    throw new StartError('--from: expected sqlite:PATH or postgres://…, got a database in memory');
  process.stderr.write(`from: ${nameDatabase(from)}\nto: ${nameDatabase(to)}\n`);
  const progress = openProgress(process.stderr);
  let report: CopyReport;
  try {
    report = await copyDatabase({
      from,
      to,
      onProgress: ({ step, table, done, rows }) => progress.show(`${STEPS[step]} ${table}`, done, rows),
    });
  } catch (error) {
    throw explain(error, [from, to]);
  } finally {
    progress.close();
  }
  process.stdout.write(`${renderReport(report)}\n`);
  if (!report.isEqual) process.exitCode = 1;
}

/** A full disk or a lost connection becomes a `StartError`. */
function explain(error: unknown, locations: readonly DatabaseLocation[]): unknown {
  if (error instanceof StorageFault) return new StartError(error.message, { cause: error });
  for (const location of locations) {
    const reason = explainFault(location, error);
    if (reason !== undefined) return new StartError(reason, { cause: error });
  }
  return error;
}

/** A line for each table, with the same columns for the source and the target. */
function renderReport({ tables, isEqual, missedChanges }: CopyReport): string {
  const lines = [
    ['table', 'source rows', 'checksum', 'target rows', 'checksum', ''],
    ...tables.map(({ name, source, target, isEqual: same }) => [
      name,
      String(source.rows),
      source.checksum.slice(0, SHOWN_DIGITS),
      String(target.rows),
      target.checksum.slice(0, SHOWN_DIGITS),
      same ? 'equal' : 'DIFFERENT',
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  text.push(
    isEqual
      ? 'The copy is complete, and equal to the source.'
      : 'The copy differs from the source. The server refuses it: make sure that nothing else writes to it, and copy again.',
  );
  if (missedChanges > 0) {
    text.push(
      `The source was written meanwhile: the copy does not have its last changes (${missedChanges}). Stop the server and copy into a new database.`,
    );
  }
  return text.join('\n');
}
