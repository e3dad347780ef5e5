import type { Insertable } from 'kysely';
import type { Article } from '../model/article.ts';
import type { NewChange } from './article-record.ts';
import { type LabelledTerm, listLabelledTerms, listLostTerms, termKeyText } from './article-terms.ts';
import type { DatabaseTransaction, StoreSchema } from './schema.ts';
import type { Statements } from './statements.ts';

type TermRow = Insertable<StoreSchema['article_terms']>;
type LostRow = Insertable<StoreSchema['lost_terms']>;
type Tally = Insertable<StoreSchema['terms']>;

/** The terms under which the public finds articles, and how one transaction moves them. */
export interface TermIndex {
  /** Moves an article from what the public saw to what it sees. Its date is the same in both: it never moves then. */
  update(before: Article | undefined, after: Article | undefined): Promise<void>;
  /** Remembers the terms of an article that the public saw, but that it no longer sees when it comes in. */
  recordLabels(article: Article): void;
  /** Remembers the terms under which a change took an article from the public. */
  recordLoss(change: NewChange): void;
  /** Writes what has been collected, but for the counts. */
  flush(): Promise<void>;
  /** Counts what has come and gone: once, at the end. */
  count(): Promise<void>;
}

/** Collects what the index has to be told, so that few statements tell it. */
export function openTermIndex(transaction: DatabaseTransaction, statements: Statements): TermIndex {
  const tallies = new Map<string, Tally>();
  let come: TermRow[] = [];
  let lost: LostRow[] = [];

  const tally = ({ kind, slug, label }: LabelledTerm, step: number): void => {
    const key = termKeyText({ kind, slug });
    tallies.set(key, { kind, slug, label, articles: (tallies.get(key)?.articles ?? 0) + step });
  };

  const flush = async (): Promise<void> => {
    const [comeRows, lostRows] = [come, lost];
    come = [];
    lost = [];
    await statements.write(transaction, 'insert article_terms', comeRows, (rows) =>
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
    async update(before, after) {
      const old = listLabelledTerms(before);
      const now = listLabelledTerms(after);
      const gone = [...old].filter(([key]) => !now.has(key)).map(([, term]) => term);
      for (const term of gone) tally(term, -1);
      for (const [key, term] of now) {
        const known = old.get(key);
        if (known?.label !== term.label) tally(term, known === undefined ? 1 : 0);
        if (known === undefined && after !== undefined) come.push(termRow(after, term));
      }
      if (before === undefined || gone.length === 0) return;
      await flush();
      for (const term of gone) await removeTerm(transaction, termRow(before, term));
    },

    recordLabels(article) {
      for (const term of listLabelledTerms(article).values()) tally(term, 0);
    },

    recordLoss({ articleId, publishedAt, before, after }) {
      if (before === undefined) return;
      const subject = { published_at: publishedAt, article_id: articleId };
      for (const { kind, slug } of listLostTerms(before, after)) lost.push({ kind, slug, ...subject });
      if (after === undefined) lost.push({ kind: 'all', slug: '', ...subject });
    },

    flush,

    async count() {
      const rows = [...tallies.values()];
      tallies.clear();
      await statements.write(transaction, 'count terms', rows, (some) =>
        transaction
          .insertInto('terms')
          .values(some)
          .onConflict((conflict) =>
            conflict.columns(['kind', 'slug']).doUpdateSet((eb) => ({
              label: eb.ref('excluded.label'),
              articles: eb('terms.articles', '+', eb.ref('excluded.articles')),
            })),
          ),
      );
    },
  };
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
