import { type ColumnMetadata, type DatabaseIntrospector, type Kysely, PostgresDialect, sql } from 'kysely';

/**
 * Kysely's dialect, which knows only the tables of the current schema. Kysely itself would look at all schemas of the database: it would
 * find the tables of another newsroom, and fail where a schema is deleted at the same time.
 */
export class PostgresSchemaDialect extends PostgresDialect {
  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return {
      getSchemas: async () => [],
      async getTables() {
        const { rows } = await sql<ColumnMetadata & { readonly table: string }>`
          select table_name as "table", column_name as name, data_type as "dataType", is_nullable = 'YES' as "isNullable",
            is_identity = 'YES' as "isAutoIncrementing", column_default is not null as "hasDefaultValue"
          from information_schema.columns where table_schema = current_schema() order by table_name, ordinal_position`.execute(
          db,
        );
        return [...Map.groupBy(rows, (row) => row.table)].map(([name, columns]) => ({
          name,
          isView: false,
          isForeign: false,
          columns,
        }));
      },
    };
  }
}
