import type { Insertable } from 'kysely';
import type { Article } from '../model/article.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { firstOrdinalOf, lastOrdinalOf } from './ordinal.ts';
import type { DatabaseTransaction, StoreSchema } from './schema.ts';
import type { SearchEntry, SearchIndex } from './search-index.ts';
import { buildSearchText } from './search-text.ts';
import type { Statements } from './statements.ts';

/** Entries held back, so that they can be written in ascending order, by which the index is built with the least effort. */
const ENTRIES_HELD = 512;

type OrdinalRow = Insertable<StoreSchema['ordinals']>;

/** Where articles stand by date, and what of them can be searched, and how one transaction moves it. */
export interface OrdinalIndex {
  /** Gives an ordinal to an article that was never public before. Its date does not move from now on. */
  assign(article: Pick<Article, 'id' | 'publishedAt'>): Promise<void>;
  /** Moves what can be searched of an article that has an ordinal from what the public saw to what it sees. */
  update(before: Article | undefined, after: Article | undefined): Promise<void>;
  /** Writes the ordinals that were given, and of what can be searched as much as would take too much memory. */
  flush(): Promise<void>;
  /** Writes the rest of what can be searched. */
  close(): Promise<void>;
}

/** Collects what the index has to be told, so that few statements tell it. */
export function openOrdinalIndex(
  transaction: DatabaseTransaction,
  search: SearchIndex,
  statements: Statements,
): OrdinalIndex {
  const given = new Map<string, number>();
  const nextOfHour = new Map<number, number>();
  const entries = new Map<number, SearchEntry>();
  let assigned: OrdinalRow[] = [];
  /** The last ordinal of all: no hour behind it has one, and most articles are newer than those before them. */
  let last: number | undefined;

  const writeEntries = async (): Promise<void> => {
    const ascending = [...entries.values()].sort((a, b) => a.ordinal - b.ordinal);
    entries.clear();
    await search.put(transaction, ascending);
  };

  const ordinalOf = async (id: string): Promise<number> => given.get(id) ?? (await findOrdinal(transaction, id));

  return {
    async assign({ id, publishedAt }) {
      const hour = firstOrdinalOf(publishedAt);
      last ??= await findLastOrdinal(transaction, statements);
      const ordinal =
        nextOfHour.get(hour) ?? (hour > last ? hour : await findFreeOrdinal(transaction, statements, publishedAt));
      last = Math.max(last, ordinal);
      nextOfHour.set(hour, ordinal + 1);
      given.set(id, ordinal);
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
      await statements.write(transaction, 'insert ordinals', rows, (some) =>
        transaction.insertInto('ordinals').values(some),
      );
      given.clear();
      nextOfHour.clear();
      if (entries.size >= ENTRIES_HELD) await writeEntries();
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
