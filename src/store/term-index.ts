import type { Insertable } from 'kysely';
import type { Article } from '../model/article.ts';
import type { NewChange } from './article-record.ts';
import { type LabelledTerm, listLabelledTerms, listLostTerms, termKeyText } from './article-terms.ts';
import type { DatabaseTransaction, StoreSchema } from './schema.ts';
import type { Statements } from './statements.ts';

type TermRow = Insertable<StoreSchema['article_terms']>;
type CountRow = Insertable<StoreSchema['terms']>;

/** The terms of public articles, as one transaction changes them. Collects rows, so that few statements write them. */
export function openTermIndex(transaction: DatabaseTransaction, statements: Statements) {
  const counts = new Map<string, CountRow>();
  let added: TermRow[] = [];
  let lost: Insertable<StoreSchema['lost_terms']>[] = [];

  const count = ({ kind, slug, label }: LabelledTerm, step: number): void => {
    const key = termKeyText({ kind, slug });
    counts.set(key, { kind, slug, label, articles: (counts.get(key)?.articles ?? 0) + step });
  };

  const flush = async (): Promise<void> => {
    const [addedRows, lostRows] = [added, lost];
    added = [];
    lost = [];
    await statements.write(transaction, 'insert article_terms', addedRows, (rows) =>
      transaction.insertInto('article_terms').values(rows),
    );
    await statements.write(transaction, 'insert lost_terms', lostRows, (rows) =>
      transaction
        .insertInto('lost_terms')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing()),
    );
  };

  return {
    /** `before` and `after` are `undefined` while the article is not public; its date is the same in both. */
    async update(before: Article | undefined, after: Article | undefined): Promise<void> {
      const old = listLabelledTerms(before);
      const now = listLabelledTerms(after);
      const removed = [...old].filter(([key]) => !now.has(key)).map(([, term]) => term);
      for (const term of removed) count(term, -1);
      for (const [key, term] of now) {
        const known = old.get(key);
        if (known?.label !== term.label) count(term, known === undefined ? 1 : 0);
        if (known === undefined && after !== undefined) added.push(termRow(after, term));
      }
      if (before === undefined || removed.length === 0) return;
      await flush();
      for (const term of removed) await removeTerm(transaction, termRow(before, term));
    },

    /** For an article that was public, but is not when it arrives. */
    recordLabels(article: Article): void {
      for (const term of listLabelledTerms(article).values()) count(term, 0);
    },

    recordLoss({ articleId, publishedAt, before, after }: NewChange): void {
      if (before === undefined) return;
      const position = { published_at: publishedAt, article_id: articleId };
      for (const { kind, slug } of listLostTerms(before, after)) lost.push({ kind, slug, ...position });
      if (after === undefined) lost.push({ kind: 'all', slug: '', ...position });
    },

    flush,

    async writeCounts(): Promise<void> {
      await addCounts(transaction, statements, [...counts.values()]);
      counts.clear();
    },
  };
}

async function addCounts(
  transaction: DatabaseTransaction,
  statements: Statements,
  rows: readonly CountRow[],
): Promise<void> {
  await statements.write(transaction, 'count terms', rows, (batch) =>
    transaction
      .insertInto('terms')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'slug']).doUpdateSet((eb) => ({
          label: eb.ref('excluded.label'),
          articles: eb('terms.articles', '+', eb.ref('excluded.articles')),
        })),
      ),
  );
}

function termRow({ id, publishedAt }: Article, { kind, slug }: LabelledTerm): TermRow {
  return { kind, slug, published_at: publishedAt, article_id: id };
}

async function removeTerm(transaction: DatabaseTransaction, row: TermRow): Promise<void> {
  await transaction
    .deleteFrom('article_terms')
    .where('kind', '=', row.kind)
    .where('slug', '=', row.slug)
    .where('published_at', '=', row.published_at)
    .where('article_id', '=', row.article_id)
    .execute();
}
