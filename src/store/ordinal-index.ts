import type { Insertable } from 'kysely';
import type { Article } from '../model/article.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { firstOrdinalOf, lastOrdinalOf } from './ordinal.ts';
import type { DatabaseTransaction, StoreSchema } from './schema.ts';
import type { SearchEntry, SearchIndex } from './search-index.ts';
import { buildSearchText } from './search-text.ts';
import type { Statements } from './statements.ts';

/** Entries collected before they are written in ascending order, in which FTS5 builds its index fastest. */
const MAX_COLLECTED_ENTRIES = 512;

type OrdinalRow = Insertable<StoreSchema['ordinals']>;

/** The ordinals of articles and their entries in the full-text index, as one transaction changes them. */
export interface OrdinalIndex {
  /** Assigns an ordinal to an article that becomes public for the first time. Its date does not change from now on. */
  assign(article: Pick<Article, 'id' | 'publishedAt'>): Promise<void>;
  /** Updates the full-text entry of an article that has an ordinal. `before` and `after` are `undefined` while it is not public. */
  update(before: Article | undefined, after: Article | undefined): Promise<void>;
  /** Writes the assigned ordinals, and the collected entries once they are many. */
  flush(): Promise<void>;
  /** Writes the rest of the entries. */
  close(): Promise<void>;
}

/** Opens the index for one transaction. It collects rows, so that few statements write them. */
export function openOrdinalIndex(
  transaction: DatabaseTransaction,
  search: SearchIndex,
  statements: Statements,
): OrdinalIndex {
  const ordinalsById = new Map<string, number>();
  const nextOfHour = new Map<number, number>();
  const entries = new Map<number, SearchEntry>();
  let assigned: OrdinalRow[] = [];
  /** The greatest ordinal. Later hours are empty, which saves a look-up for most new articles. */
  let last: number | undefined;

  const writeEntries = async (): Promise<void> => {
    const ascending = [...entries.values()].sort((a, b) => a.ordinal - b.ordinal);
    entries.clear();
    await search.put(transaction, ascending);
  };

  const ordinalOf = async (id: string): Promise<number> => ordinalsById.get(id) ?? (await findOrdinal(transaction, id));

  return {
    async assign({ id, publishedAt }) {
      const hour = firstOrdinalOf(publishedAt);
      last ??= await findLastOrdinal(transaction, statements);
      const ordinal =
        nextOfHour.get(hour) ?? (hour > last ? hour : await findFreeOrdinal(transaction, statements, publishedAt));
      last = Math.max(last, ordinal);
      nextOfHour.set(hour, ordinal + 1);
      ordinalsById.set(id, ordinal);
      assigned.push({ ordinal, article_id: id, published_at: publishedAt });
    },

    async update(before, after) {
      if (after !== undefined) {
        const text = buildSearchText(after);
        if (before !== undefined && buildSearchText(before) === text) return;
        const ordinal = await ordinalOf(after.id);
        entries.set(ordinal, { ordinal, text });
      } else if (before !== undefined) {
        const ordinal = await ordinalOf(before.id);
        entries.delete(ordinal);
        await search.remove(transaction, ordinal);
      }
    },

    async flush() {
      const rows = assigned;
      assigned = [];
      await statements.write(transaction, 'insert ordinals', rows, (batch) =>
        transaction.insertInto('ordinals').values(batch),
      );
      ordinalsById.clear();
      nextOfHour.clear();
      if (entries.size >= MAX_COLLECTED_ENTRIES) await writeEntries();
    },

    close: writeEntries,
  };
}

async function findOrdinal(transaction: DatabaseTransaction, id: string): Promise<number> {
  const { ordinal } = await transaction
    .selectFrom('ordinals')
    .select('ordinal')
    .where('article_id', '=', id)
    .executeTakeFirstOrThrow();
  return ordinal;
}

async function findLastOrdinal(transaction: DatabaseTransaction, statements: Statements): Promise<number> {
  const [last] = await statements.read(transaction, 'last ordinal', [1], () =>
    transaction.selectFrom('ordinals').select('ordinal').orderBy('ordinal', 'desc').limit(1),
  );
  return last?.ordinal ?? Number.MIN_SAFE_INTEGER;
}

async function findFreeOrdinal(
  transaction: DatabaseTransaction,
  statements: Statements,
  publishedAt: Timestamp,
): Promise<number> {
  const [first, last] = [firstOrdinalOf(publishedAt), lastOrdinalOf(publishedAt)];
  const [taken] = await statements.read(transaction, 'last ordinal of an hour', [first, last, 1], () =>
    transaction
      .selectFrom('ordinals')
      .select('ordinal')
      .where('ordinal', '>=', first)
      .where('ordinal', '<=', last)
      .orderBy('ordinal', 'desc')
      .limit(1),
  );
  return taken === undefined ? first : taken.ordinal + 1;
}
