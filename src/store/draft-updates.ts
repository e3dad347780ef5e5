import type { Article, ArticleDraft, ArticleId, Correction, Retraction } from '../model/article.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type ArticleRecord, type ArticleUpdate, contentOf, isVisible } from './article-record.ts';
import { buildUpdate, type EditedArticle } from './build-update.ts';
import { canonicalJson } from './canonical-json.ts';

/** The first time that a draft comes under its key. */
export function createFromDraft(id: ArticleId, draft: ArticleDraft, inputHash: string, now: Timestamp): ArticleUpdate {
  const article: Article = {
    ...contentOf(draft),
    id,
    sourceId: draft.sourceId,
    externalId: draft.externalId,
    state: draft.state,
    publishedAt: draft.publishedAt,
    updatedAt: Math.max(draft.publishedAt, Math.min(draft.updatedAt ?? draft.publishedAt, now)),
    ...optional('embargoUntil', draft.embargoUntil),
    ...optional('correction', sourceCorrection(undefined, draft, now)),
    ...optional('retraction', sourceRetraction(undefined, draft, now)),
    version: 1,
  };
  const edited: EditedArticle = {
    article,
    inputHash,
    sourceState: draft.state,
    ...(draft.correction === undefined ? {} : { correctionBy: 'source' }),
  };
  if (article.state !== 'retracted') return buildUpdate(undefined, edited, now);

  // A source that begins with a retraction speaks of a story that its readers know: it was public, and is no longer.
  const known: EditedArticle = { ...edited, article: withoutRetraction({ ...article, state: 'published' }) };
  if (!isVisible(known.article, now)) return buildUpdate(undefined, edited, now);
  const published = buildUpdate(undefined, known, now);
  const retracted = buildUpdate(
    published.record,
    { ...edited, article: { ...article, updatedAt: published.record.article.updatedAt } },
    now,
  );
  return { record: retracted.record, changes: [...published.changes, ...retracted.changes] };
}

/** A changed draft under a known key. What it leaves as it was is not counted as a change: no new version, no new date. */
export function reviseFromDraft(
  record: ArticleRecord,
  draft: ArticleDraft,
  inputHash: string,
  now: Timestamp,
): ArticleUpdate {
  const { article: old } = record;
  const correction = nextCorrection(record, draft, now);
  const editorsWord = old.retraction?.by === 'editor' ? old.retraction : undefined;
  const retraction = editorsWord ?? sourceRetraction(old.retraction, draft, now);
  const unsettled: Article = {
    ...contentOf(draft),
    id: old.id,
    sourceId: old.sourceId,
    externalId: old.externalId,
    state: editorsWord === undefined ? draft.state : 'retracted',
    publishedAt: record.wasPublic ? old.publishedAt : draft.publishedAt,
    updatedAt: old.updatedAt,
    ...optional('embargoUntil', draft.embargoUntil),
    ...optional('correction', correction.value),
    ...optional('retraction', retraction),
    version: old.version,
  };
  const edited: EditedArticle = {
    article: unsettled,
    inputHash,
    sourceState: draft.state,
    ...optional('correctionBy', correction.by),
  };
  const settled = buildUpdate(record, edited, now).record.article;
  const changed = contentFingerprint(settled) !== contentFingerprint(old);
  const article = {
    ...unsettled,
    updatedAt: revisedAt(record, draft.publishedAt, changed ? (draft.updatedAt ?? now) : old.updatedAt, now),
    version: changed ? old.version + 1 : old.version,
  };
  const corrected = article.correction !== undefined && article.correction.text !== old.correction?.text;
  return buildUpdate(record, { ...edited, article }, now, changed ? (corrected ? 'corrected' : 'updated') : undefined);
}

/** What an article says to its readers, as comparable text: everything but its key, its dates and its count of versions. */
function contentFingerprint(article: Article): string {
  const { id, sourceId, externalId, publishedAt, updatedAt, embargoUntil, version, ...rest } = article;
  return canonicalJson(rest);
}

/**
 * Never before `publishedAt`, never back, and never later than now. What the public never saw may go back with its date, and
 * may be of a date to come, since nobody sees it before that.
 */
function revisedAt(record: ArticleRecord, publishedAt: Timestamp, claimed: Timestamp, now: Timestamp): Timestamp {
  const old = record.article;
  return record.wasPublic
    ? Math.max(old.updatedAt, Math.min(claimed, now))
    : Math.max(publishedAt, Math.min(Math.max(old.updatedAt, claimed), now));
}

function nextCorrection(
  record: ArticleRecord,
  draft: ArticleDraft,
  now: Timestamp,
): { readonly value?: Correction; readonly by?: 'source' | 'editor' } {
  const { correction } = record.article;
  const fromSource = sourceCorrection(correction, draft, now);
  if (fromSource !== undefined) return { value: fromSource, by: 'source' };
  // An editor's note to readers stays until the source brings one of its own: a silent edit there is not its withdrawal.
  return correction !== undefined && record.correctionBy === 'editor' ? { value: correction, by: 'editor' } : {};
}

function sourceCorrection(old: Correction | undefined, draft: ArticleDraft, now: Timestamp): Correction | undefined {
  const contentFingerprint = draft.correction;
  if (contentFingerprint === undefined) return undefined;
  return contentFingerprint.text === old?.text
    ? old
    : { text: contentFingerprint.text, at: Math.min(contentFingerprint.at ?? now, now) };
}

function sourceRetraction(old: Retraction | undefined, draft: ArticleDraft, now: Timestamp): Retraction | undefined {
  if (draft.state !== 'retracted') return undefined;
  const { reason, at } = draft.retraction ?? { reason: '' };
  return reason === old?.reason ? old : { reason, at: Math.min(at ?? old?.at ?? now, now), by: 'source' };
}

function withoutRetraction(article: Article): Article {
  const { retraction, ...rest } = article;
  return rest;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}
