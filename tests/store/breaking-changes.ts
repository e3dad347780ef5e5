import { type Kysely, sql } from 'kysely';

interface Column {
  readonly type: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
}

interface Table {
  readonly columns: ReadonlyMap<string, Column>;
  /** Unique indexes, foreign keys and triggers, each as a text. */
  readonly rules: ReadonlySet<string>;
}

export type Schema = ReadonlyMap<string, Table>;

/** The tables of a SQLite database. */
export async function readSchema(db: Kysely<unknown>): Promise<Schema> {
  const ask = async (query: string): Promise<readonly Record<string, unknown>[]> =>
    (await sql.raw<Record<string, unknown>>(query).execute(db)).rows;
  const schema = new Map<string, Table>();
  const tables = await ask("select name from sqlite_schema where type = 'table' and name not like '%migrations%'");
  for (const { name } of tables) {
    const table = `'${name}'`;
    const columns = await ask(
      `select name, type, "notnull" and not pk as required, dflt_value is not null as has_default from pragma_table_info(${table})`,
    );
    const rules = await ask(`
      select 'unique ' || (select group_concat(name) from pragma_index_info(i.name)) as rule
        from pragma_index_list(${table}) i where "unique"
      union all select 'foreign key ' || "from" from pragma_foreign_key_list(${table})
      union all select 'trigger ' || name from sqlite_schema where type = 'trigger' and tbl_name = ${table}`);
    schema.set(String(name), {
      columns: new Map(
        columns.map((column) => [
          String(column.name),
          { type: String(column.type), required: column.required === 1, hasDefault: column.has_default === 1 },
        ]),
      ),
      rules: new Set(rules.map(({ rule }) => String(rule))),
    });
  }
  return schema;
}

/** What a server that knows only the schema before could not live with. */
export function listBreakingChanges(before: Schema, after: Schema): readonly string[] {
  return [...before].flatMap(([name, table]) => {
    const now = after.get(name);
    if (now === undefined) return [`${name} is gone`];
    return [
      ...[...table.columns].flatMap(([column, { type, required }]) => {
        const same = now.columns.get(column);
        if (same === undefined) return [`${name}.${column} is gone`];
        if (same.type !== type) return [`${name}.${column} has another type`];
        return same.required && !required ? [`${name}.${column} is required`] : [];
      }),
      ...[...now.columns].flatMap(([column, { required, hasDefault }]) =>
        required && !hasDefault && !table.columns.has(column) ? [`${name}.${column} is required`] : [],
      ),
      // Upserts need the unique indexes that they name.
      ...[...table.rules].filter((rule) => !now.rules.has(rule)).map((rule) => `${name}: ${rule} is gone`),
      ...[...now.rules].filter((rule) => !table.rules.has(rule)).map((rule) => `${name}: ${rule} is new`),
    ];
  });
}
