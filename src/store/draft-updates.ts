import type { Article, ArticleContent, ArticleDraft, ArticleId, Correction, Retraction } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type ArticleRecord, type ArticleUpdate, isVisible } from './article-record.ts';
import { buildUpdate, type EditedArticle } from './build-update.ts';
import { canonicalJson } from './canonical-json.ts';

export function createFromDraft(id: ArticleId, draft: ArticleDraft, inputHash: string, now: Timestamp): ArticleUpdate {
  const article: Article = omitUndefined({
    ...contentOf(draft),
    id,
    sourceId: draft.sourceId,
    externalId: draft.externalId,
    state: draft.state,
    publishedAt: draft.publishedAt,
    updatedAt: Math.max(draft.publishedAt, Math.min(draft.updatedAt ?? draft.publishedAt, now)),
    embargoUntil: draft.embargoUntil,
    correction: nextSourceCorrection(undefined, draft, now),
    retraction: nextSourceRetraction(undefined, draft, now),
    version: 1,
  });
  const edited: EditedArticle = omitUndefined({
    article,
    file: draft.file,
    inputHash,
    sourceState: draft.state,
    correctionBy: draft.correction && ('source' as const),
  });
  if (article.state !== 'retracted') return buildUpdate(undefined, edited, now);

  // A source that starts with a retraction means an article that readers know: announce it, then retract it.
  const { retraction, ...rest } = article;
  const asPublished: EditedArticle = { ...edited, article: { ...rest, state: 'published' } };
  if (!isVisible(asPublished.article, now)) return buildUpdate(undefined, edited, now);
  const published = buildUpdate(undefined, asPublished, now);
  const retracted = buildUpdate(
    published.record,
    { ...edited, article: { ...article, updatedAt: published.record.article.updatedAt } },
    now,
  );
  return { record: retracted.record, changes: [...published.changes, ...retracted.changes] };
}

/** Without a change for readers, version and `updatedAt` stay. */
export function reviseFromDraft(
  record: ArticleRecord,
  draft: ArticleDraft,
  inputHash: string,
  now: Timestamp,
): ArticleUpdate {
  const { article: old } = record;
  const correction = nextCorrection(record, draft, now);
  const { withdrawal } = old;
  const editorRetraction = old.retraction?.by === 'editor' ? old.retraction : undefined;
  const candidate: Article = omitUndefined({
    ...contentOf(draft),
    id: old.id,
    sourceId: old.sourceId,
    externalId: draft.externalId,
    state: withdrawal ? 'withdrawn' : editorRetraction ? 'retracted' : draft.state,
    publishedAt: record.wasPublic ? old.publishedAt : draft.publishedAt,
    updatedAt: old.updatedAt,
    embargoUntil: draft.embargoUntil,
    correction: correction.value,
    retraction: withdrawal ? undefined : (editorRetraction ?? nextSourceRetraction(old.retraction, draft, now)),
    withdrawal,
    version: old.version,
  });
  const edited: EditedArticle = omitUndefined({
    article: candidate,
    file: draft.file,
    inputHash,
    sourceState: draft.state,
    correctionBy: correction.by,
  });
  const changed = contentFingerprint(buildUpdate(record, edited, now).record.article) !== contentFingerprint(old);
  const article = {
    ...candidate,
    updatedAt: nextUpdatedAt(record, draft.publishedAt, changed ? (draft.updatedAt ?? now) : old.updatedAt, now),
    version: changed ? old.version + 1 : old.version,
  };
  const corrected = article.correction !== undefined && article.correction.text !== old.correction?.text;
  return buildUpdate(record, { ...edited, article }, now, changed ? (corrected ? 'corrected' : 'updated') : undefined);
}

function contentOf(draft: ArticleDraft): ArticleContent {
  const {
    sourceId,
    externalId,
    state,
    publishedAt,
    updatedAt,
    embargoUntil,
    correction,
    retraction,
    file,
    movedFrom,
    isDatedByFile,
    ...content
  } = draft;
  return content;
}

/** What readers see of an article: not the note to editors. */
function contentFingerprint(article: Article): string {
  const { id, sourceId, externalId, publishedAt, updatedAt, embargoUntil, version, editorsNote, ...rest } = article;
  return canonicalJson(rest);
}

/** Never before `publishedAt`, earlier than it was or later than now; one that was never public may have a date in the future. */
function nextUpdatedAt(record: ArticleRecord, publishedAt: Timestamp, claimed: Timestamp, now: Timestamp): Timestamp {
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
  const fromSource = nextSourceCorrection(correction, draft, now);
  if (fromSource !== undefined) return { value: fromSource, by: 'source' };
  // An editor's correction stays until the source has one.
  return correction !== undefined && record.correctionBy === 'editor' ? { value: correction, by: 'editor' } : {};
}

function nextSourceCorrection(
  old: Correction | undefined,
  { correction }: ArticleDraft,
  now: Timestamp,
): Correction | undefined {
  if (correction === undefined) return undefined;
  return correction.text === old?.text ? old : { text: correction.text, at: Math.min(correction.at ?? now, now) };
}

function nextSourceRetraction(
  old: Retraction | undefined,
  draft: ArticleDraft,
  now: Timestamp,
): Retraction | undefined {
  if (draft.state !== 'retracted') return undefined;
  const { reason, at } = draft.retraction ?? { reason: '' };
  return reason === old?.reason ? old : { reason, at: Math.min(at ?? old?.at ?? now, now), by: 'source' };
}
