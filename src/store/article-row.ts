import { hash } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { Article, ArticleContent, ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { visibleFrom } from '../model/visibility.ts';
import type { ArticleRecord } from './article-record.ts';
import type { ArticleTable } from './schema.ts';

/** The fields that no query needs. JSON keeps every string, also lone surrogates and NUL. */
type ArticleDocument = Omit<ArticleContent, 'language'> &
  Pick<Article, 'correction' | 'retraction' | 'withdrawal'> &
  Pick<ArticleRecord, 'sourceState' | 'correctionBy'>;

export function toRow(record: ArticleRecord): Insertable<ArticleTable> {
  const { article, file, inputHash, announcedAt, wasPublic, sourceState, correctionBy } = record;
  const { id, sourceId, externalId, state, publishedAt, updatedAt, embargoUntil, language, version, ...rest } = article;
  return {
    id,
    source_id: sourceId,
    external_id: externalId,
    file: file ?? null,
    state,
    published_at: publishedAt,
    updated_at: updatedAt,
    visible_from: visibleFrom(article) ?? null,
    embargo_until: embargoUntil ?? null,
    announced_at: announcedAt ?? null,
    was_public: wasPublic ? 1 : 0,
    language,
    version,
    input_hash: inputHash,
    document: JSON.stringify({ ...rest, sourceState, correctionBy }),
    canonical_url: article.canonicalUrl ?? null,
    title_hash: hashOfTitle(article.title),
  };
}

/** Short, and text that any database stores. */
export function hashOfTitle(title: string): string {
  return hash('sha256', title, 'hex');
}

export function toRecord(row: Selectable<ArticleTable>): ArticleRecord {
  const { sourceState, correctionBy, ...rest } = JSON.parse(row.document) as ArticleDocument;
  const article: Article = {
    ...rest,
    id: row.id as ArticleId,
    sourceId: row.source_id,
    externalId: row.external_id,
    state: row.state,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    ...omitUndefined({ embargoUntil: row.embargo_until ?? undefined }),
    language: row.language,
    version: row.version,
  };
  return omitUndefined({
    article,
    file: row.file ?? undefined,
    inputHash: row.input_hash,
    announcedAt: row.announced_at ?? undefined,
    wasPublic: row.was_public === 1,
    sourceState,
    correctionBy,
  });
}

export function toArticle(row: Selectable<ArticleTable>): Article {
  return toRecord(row).article;
}
