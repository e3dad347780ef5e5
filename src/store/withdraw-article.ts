import type { ArticleId } from '../model/article.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { WithdrawalRequest, WithdrawOutcome } from './article-store.ts';
import type { WriteArticles } from './article-writer.ts';
import { withdrawByEditor } from './editor-updates.ts';
import type { DatabaseTransaction } from './schema.ts';

/** Checks and withdraws in one transaction, since an article may become public meanwhile. */
export function withdrawArticle(
  writeArticles: WriteArticles,
  id: ArticleId,
  { reason, maxPublicMs, now }: WithdrawalRequest,
): Promise<WithdrawOutcome | undefined> {
  return writeArticles(async (writer) => {
    const record = await writer.find(id);
    if (record === undefined) return undefined;
    if (record.wasPublic && record.article.state !== 'withdrawn') {
      if (record.announcedAt === undefined) return { kind: 'told' };
      const since = await getPublicSince(writer.transaction, id);
      if (now - since >= maxPublicMs) return { kind: 'public', since };
    }
    const update = withdrawByEditor(record, reason, now);
    await writer.write(record, update);
    return { kind: 'withdrawn', article: update.record.article };
  });
}

/** When readers were first told of the article, after its last withdrawal. */
async function getPublicSince(transaction: DatabaseTransaction, id: ArticleId): Promise<Timestamp> {
  const { since } = await transaction
    .selectFrom('changes')
    .select((eb) => eb.fn.min('at').as('since'))
    .where('article_id', '=', id)
    .where('seq', '>', (eb) =>
      eb
        .selectFrom('changes as withdrawal')
        .select((of) => of.fn.coalesce(of.fn.max('withdrawal.seq'), of.lit(0)).as('seq'))
        .where('withdrawal.article_id', '=', id)
        .where('withdrawal.kind', '=', 'withdrawn'),
    )
    .executeTakeFirstOrThrow();
  return since;
}
