import type { Compilable, CompiledQuery } from 'kysely';
import type { DatabaseTransaction } from './schema.ts';

/** Rows of one statement: few sizes, so that few statements are enough for any number of rows. */
const SIZES = [64, 16, 4, 1] as const;

/**
 * Writes rows by the statement that `build` makes of some of them: an insertion that has the rows' values, in their order, and no others. All rows
 * name the same columns in the same order, and a name always stands for the same statement.
 */
export type WriteRows = <Row extends object>(
  transaction: DatabaseTransaction,
  name: string,
  rows: readonly Row[],
  build: (rows: readonly Row[]) => Compilable,
) => Promise<void>;

/** Writing as a store does it all day: a statement is put together once, since that takes longer than running it. */
export function createWriteRows(): WriteRows {
  const statements = new Map<string, CompiledQuery>();
  return async (transaction, name, rows, build) => {
    let from = 0;
    for (const size of SIZES) {
      for (; rows.length - from >= size; from += size) {
        const some = rows.slice(from, from + size);
        const key = `${name} ${size}`;
        const statement = statements.get(key) ?? build(some).compile();
        statements.set(key, statement);
        await transaction.executeQuery({ ...statement, parameters: some.flatMap((row) => Object.values(row)) });
      }
    }
  };
}
