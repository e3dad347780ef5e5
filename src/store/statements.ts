import type { Compilable, CompiledQuery } from 'kysely';
import type { DatabaseTransaction } from './schema.ts';

/** Rows per statement. With a few sizes, a few statements are enough for any number of rows. */
const BATCH_SIZES = [64, 16, 4, 1] as const;

/** Frequent statements. Kysely builds each once, under its name, because building takes longer than running it. */
export interface Statements {
  /**
   * Writes rows with the statement that `build` makes of a batch of them. Its parameters must be the values of the rows, in their order,
   * and nothing else. All rows have the same columns in the same order.
   */
  write<Row extends object>(
    transaction: DatabaseTransaction,
    name: string,
    rows: readonly Row[],
    build: (rows: readonly Row[]) => Compilable,
  ): Promise<void>;
  /** Reads rows with a statement that has exactly these parameters, in this order. */
  read<Row>(
    transaction: DatabaseTransaction,
    name: string,
    parameters: readonly unknown[],
    build: () => Compilable<Row>,
  ): Promise<readonly Row[]>;
}

/** Creates the statements of one store. */
export function createStatements(): Statements {
  const compiled = new Map<string, CompiledQuery>();
  const compileOnce = <Row>(name: string, build: () => Compilable<Row>): CompiledQuery<Row> => {
    const statement = (compiled.get(name) as CompiledQuery<Row> | undefined) ?? build().compile();
    compiled.set(name, statement);
    return statement;
  };
  return {
    async write(transaction, name, rows, build) {
      let from = 0;
      for (const size of BATCH_SIZES) {
        for (; rows.length - from >= size; from += size) {
          const batch = rows.slice(from, from + size);
          const statement = compileOnce(`${name} ${size}`, () => build(batch));
          await transaction.executeQuery({ ...statement, parameters: batch.flatMap((row) => Object.values(row)) });
        }
      }
    },
    async read<Row>(
      transaction: DatabaseTransaction,
      name: string,
      parameters: readonly unknown[],
      build: () => Compilable<Row>,
    ) {
      const statement: CompiledQuery<Row> = { ...compileOnce(name, build), parameters };
      return (await transaction.executeQuery(statement)).rows;
    },
  };
}
