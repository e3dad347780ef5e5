import type { Compilable, CompiledQuery } from 'kysely';
import type { DatabaseTransaction } from './schema.ts';

/** Rows per statement: a few statements are enough for any number of rows. */
const BATCH_SIZES = [64, 16, 4, 1] as const;

export type Statements = ReturnType<typeof createStatements>;

/** Each statement is built once, under its name: building takes longer than running it. */
export function createStatements() {
  const compiled = new Map<string, CompiledQuery>();
  const compileOnce = <Row>(name: string, build: () => Compilable<Row>): CompiledQuery<Row> => {
    const statement = (compiled.get(name) as CompiledQuery<Row> | undefined) ?? build().compile();
    compiled.set(name, statement);
    return statement;
  };
  return {
    /** The parameters of the statement must be the values of the rows of a batch. All rows have the same columns in the same order. */
    async write<Row extends object>(
      transaction: DatabaseTransaction,
      name: string,
      rows: readonly Row[],
      build: (rows: readonly Row[]) => Compilable,
    ): Promise<void> {
      let from = 0;
      for (const size of BATCH_SIZES) {
        for (; rows.length - from >= size; from += size) {
          const batch = rows.slice(from, from + size);
          const statement = compileOnce(`${name} ${size}`, () => build(batch));
          await transaction.executeQuery({ ...statement, parameters: batch.flatMap((row) => Object.values(row)) });
        }
      }
    },

    /** The statement must have exactly these parameters, in this order. */
    async read<Row>(
      transaction: DatabaseTransaction,
      name: string,
      parameters: readonly unknown[],
      build: () => Compilable<Row>,
    ): Promise<readonly Row[]> {
      const statement: CompiledQuery<Row> = { ...compileOnce(name, build), parameters };
      return (await transaction.executeQuery(statement)).rows;
    },
  };
}
