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

/** Ordinals and full-text entries, as one transaction changes them. Collects rows, so that few statements write them. */
export function openOrdinalIndex(transaction: DatabaseTransaction, search: SearchIndex, statements: Statements) {
  const ordinalsById = new Map<string, number>();
  const nextOfHour = new Map<number, number>();
  const entries = new Map<number, SearchEntry>();
  let assigned: Insertable<StoreSchema['ordinals']>[] = [];
  /** The greatest ordinal: later hours are empty, and most new articles need no look-up. */
  let last: number | undefined;

  const writeEntries = async (): Promise<void> => {
    const ascending = [...entries.values()].sort((a, b) => a.ordinal - b.ordinal);
    entries.clear();
    await search.put(transaction, ascending);
  };

  const ordinalOf = async (id: string): Promise<number> => ordinalsById.get(id) ?? (await findOrdinal(transaction, id));

  return {
    /** For an article that becomes public for the first time. Its date does not change from now on. */
    async assign({ id, publishedAt }: Article): Promise<void> {
      const hour = firstOrdinalOf(publishedAt);
      last ??= await findLastOrdinal(transaction, statements);
      const ordinal =
        nextOfHour.get(hour) ?? (hour > last ? hour : await findFreeOrdinal(transaction, statements, publishedAt));
      last = Math.max(last, ordinal);
      nextOfHour.set(hour, ordinal + 1);
      ordinalsById.set(id, ordinal);
      assigned.push({ ordinal, article_id: id, published_at: publishedAt });
    },

    /** `before` and `after` are `undefined` while the article is not public. */
    async update(before: Article | undefined, after: Article | undefined): Promise<void> {
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

    async flush(): Promise<void> {
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
