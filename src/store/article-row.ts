import type { Insertable, Selectable } from 'kysely';
import type { Article, ArticleContent, ArticleId } from '../model/article.ts';
import { visibleFrom } from '../model/visibility.ts';
import type { ArticleRecord } from './article-record.ts';
import type { ArticleTable } from './schema.ts';

/** What no query asks for: kept together as JSON, in which every string survives, lone surrogates and NUL among them. */
type ArticleDocument = Omit<ArticleContent, 'language'> &
  Pick<Article, 'correction' | 'retraction'> &
  Pick<ArticleRecord, 'sourceState' | 'correctionBy'>;

/** The row of a record. The only code that asks when an article may be seen, each time that it is written. */
export function toRow(record: ArticleRecord): Insertable<ArticleTable> {
  const { article, inputHash, announcedAt, wasPublic, sourceState, correctionBy } = record;
  const {
    id,
    sourceId,
    externalId,
    state,
    publishedAt,
    updatedAt,
    embargoUntil,
    language,
    version,
    ...contentFingerprint
  } = article;
  return {
    id,
    source_id: sourceId,
    external_id: externalId,
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
    document: JSON.stringify({ ...contentFingerprint, sourceState, correctionBy }),
  };
}

/** The record that a row was made from. */
export function toRecord(row: Selectable<ArticleTable>): ArticleRecord {
  const { sourceState, correctionBy, ...contentFingerprint } = JSON.parse(row.document) as ArticleDocument;
  return {
    article: {
      ...contentFingerprint,
      id: row.id as ArticleId,
      sourceId: row.source_id,
      externalId: row.external_id,
      state: row.state,
      publishedAt: row.published_at,
      updatedAt: row.updated_at,
      ...(row.embargo_until === null ? {} : { embargoUntil: row.embargo_until }),
      language: row.language,
      version: row.version,
    },
    inputHash: row.input_hash,
    ...(row.announced_at === null ? {} : { announcedAt: row.announced_at }),
    wasPublic: row.was_public === 1,
    sourceState,
    ...(correctionBy === undefined ? {} : { correctionBy }),
  };
}

/** The article of a row. */
export function toArticle(row: Selectable<ArticleTable>): Article {
  return toRecord(row).article;
}
