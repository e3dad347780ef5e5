import type { Article } from '../model/article.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleRecord, ArticleUpdate } from './article-record.ts';
import { buildUpdate } from './build-update.ts';

/** Puts a note of correction to an article. `undefined` where it says so already. */
export function correctByEditor(record: ArticleRecord, text: string, now: Timestamp): ArticleUpdate | undefined {
  const { article } = record;
  if (article.correction?.text === text) return undefined;
  const corrected: Article = {
    ...article,
    correction: { text, at: now },
    updatedAt: Math.max(article.updatedAt, now),
    version: article.version + 1,
  };
  return buildUpdate(record, { ...remembered(record), article: corrected, correctionBy: 'editor' }, now, 'corrected');
}

/** Takes an article back; one that is taken back already only has its reason replaced, and is the editor's word from then on. */
export function retractByEditor(record: ArticleRecord, reason: string, now: Timestamp): ArticleUpdate | undefined {
  const { article } = record;
  const old = article.retraction;
  if (article.state !== 'retracted' || old === undefined) {
    const retracted: Article = {
      ...article,
      state: 'retracted',
      retraction: { reason, at: now, by: 'editor' },
      version: article.version + 1,
    };
    return buildUpdate(record, { ...remembered(record), article: retracted }, now);
  }
  if (old.by === 'editor' && old.reason === reason) return undefined;
  const again: Article = { ...article, retraction: { reason, at: old.at, by: 'editor' } };
  return buildUpdate(record, { ...remembered(record), article: again }, now);
}

/** Undoes a retraction, whoever made it. `undefined` where there is none. */
export function restoreByEditor(record: ArticleRecord, now: Timestamp): ArticleUpdate | undefined {
  if (record.article.state !== 'retracted') return undefined;
  const { retraction, ...rest } = record.article;
  const article: Article = {
    ...rest,
    // What was a draft to its source when it was taken back was never meant to be public.
    state: record.sourceState === 'retracted' ? 'published' : record.sourceState,
    version: rest.version + 1,
  };
  return buildUpdate(record, { ...remembered(record), article }, now);
}

/** Lets the public see an article whose moment has come. `undefined` where it has not. */
export function announceDue(record: ArticleRecord, now: Timestamp): ArticleUpdate | undefined {
  if (record.announcedAt !== undefined) return undefined;
  const { article } = record;
  const step = buildUpdate(
    record,
    { ...remembered(record), article: { ...article, version: article.version + 1 } },
    now,
  );
  return step.changes.length === 0 ? undefined : step;
}

function remembered(record: ArticleRecord): Omit<ArticleRecord, 'article' | 'announcedAt' | 'wasPublic'> {
  const { inputHash, sourceState, correctionBy } = record;
  return { inputHash, sourceState, ...(correctionBy === undefined ? {} : { correctionBy }) };
}
