import type { Article } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleRecord, ArticleUpdate } from './article-record.ts';
import { buildUpdate, type EditedArticle } from './build-update.ts';

export function correctByEditor(record: ArticleRecord, text: string, now: Timestamp): ArticleUpdate | undefined {
  const { article } = record;
  if (article.correction?.text === text) return undefined;
  const corrected: Article = {
    ...article,
    correction: { text, at: now },
    updatedAt: Math.max(article.updatedAt, now),
    version: article.version + 1,
  };
  return buildUpdate(record, { ...edit(record, corrected), correctionBy: 'editor' }, now, 'corrected');
}

/** An article that the source has retracted then counts as retracted by the editor. */
export function retractByEditor(record: ArticleRecord, reason: string, now: Timestamp): ArticleUpdate | undefined {
  const { withdrawal, ...article } = record.article;
  const old = article.retraction;
  if (article.state !== 'retracted' || old === undefined) {
    const retracted: Article = {
      ...article,
      state: 'retracted',
      retraction: { reason, at: now, by: 'editor' },
      version: article.version + 1,
    };
    return buildUpdate(record, edit(record, retracted), now);
  }
  if (old.by === 'editor' && old.reason === reason) return undefined;
  return buildUpdate(record, edit(record, { ...article, retraction: { reason, at: old.at, by: 'editor' } }), now);
}

/** A second withdrawal changes the reason only. */
export function withdrawByEditor(record: ArticleRecord, reason: string | undefined, now: Timestamp): ArticleUpdate {
  const { retraction, ...article } = record.article;
  const { withdrawal: old } = article;
  const withdrawn: Article = omitUndefined({
    ...article,
    state: 'withdrawn' as const,
    withdrawal: omitUndefined({ reason: reason ?? old?.reason, at: old?.at ?? now }),
    version: article.version + (old === undefined ? 1 : 0),
  });
  return buildUpdate(record, edit(record, withdrawn), now);
}

export function restoreByEditor(record: ArticleRecord, now: Timestamp): ArticleUpdate | undefined {
  if (record.article.state !== 'retracted' && record.article.state !== 'withdrawn') return undefined;
  const { retraction, withdrawal, ...rest } = record.article;
  const article: Article = {
    ...rest,
    state: record.sourceState === 'retracted' ? 'published' : record.sourceState,
    version: rest.version + 1,
  };
  return buildUpdate(record, edit(record, article), now);
}

export function announceDue(record: ArticleRecord, now: Timestamp): ArticleUpdate | undefined {
  if (record.announcedAt !== undefined) return undefined;
  const { article } = record;
  const update = buildUpdate(record, edit(record, { ...article, version: article.version + 1 }), now);
  return update.changes.length === 0 ? undefined : update;
}

function edit({ announcedAt, wasPublic, ...kept }: ArticleRecord, article: Article): EditedArticle {
  return { ...kept, article };
}
