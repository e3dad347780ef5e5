import type { Compilable, CompiledQuery } from 'kysely';
import type { DatabaseTransaction } from './schema.ts';

/** Rows of one statement: few sizes, so that few statements are enough for any number of rows. */
const SIZES = [64, 16, 4, 1] as const;

/** Statements that run all day. Each is put together once, under its name, since that takes longer than running it. */
export interface Statements {
  /**
   * Writes rows by the statement that `build` makes of some of them: an insertion that has the rows' values, in their order, and no others. All rows
   * name the same columns in the same order.
   */
  write<Row extends object>(
    transaction: DatabaseTransaction,
    name: string,
    rows: readonly Row[],
    build: (rows: readonly Row[]) => Compilable,
  ): Promise<void>;
  /** Reads rows by a statement that has these parameters, in their order, and no others. */
  read<Row>(
    transaction: DatabaseTransaction,
    name: string,
    parameters: readonly unknown[],
    build: () => Compilable<Row>,
  ): Promise<readonly Row[]>;
}

/** The statements of one store. */
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
      for (const size of SIZES) {
        for (; rows.length - from >= size; from += size) {
          const some = rows.slice(from, from + size);
          const statement = compileOnce(`${name} ${size}`, () => build(some));
          await transaction.executeQuery({ ...statement, parameters: some.flatMap((row) => Object.values(row)) });
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
