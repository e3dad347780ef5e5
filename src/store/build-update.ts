import type { Article } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import { facetsOf } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type ArticleRecord, type ArticleUpdate, isVisible, type NewChange } from './article-record.ts';
import { canonicalJson } from './canonical-json.ts';

export type EditedArticle = Omit<ArticleRecord, 'announcedAt' | 'wasPublic'>;

/** `edit` is the change that readers who saw the article before are told; absent where nothing changed for them. */
export function buildUpdate(
  previous: ArticleRecord | undefined,
  edited: EditedArticle,
  now: Timestamp,
  edit?: 'updated' | 'corrected',
): ArticleUpdate {
  const visible = isVisible(edited.article, now);
  const before = previous?.announcedAt === undefined ? undefined : previous.article;
  const wasPublic = previous?.wasPublic ?? false;
  const article = { ...edited.article, state: decideState(edited.article, visible) };

  if (!visible) {
    const record = { ...edited, article, wasPublic };
    if (before === undefined) {
      return { record, changes: changesTombstone(previous, article) ? [change('retracted', now, article, {})] : [] };
    }
    const kind = article.state === 'withdrawn' ? 'withdrawn' : 'retracted';
    return { record, changes: [change(kind, now, before, { before: facetsOf(before) })] };
  }
  if (before === undefined) {
    const shown = { ...article, updatedAt: Math.max(article.updatedAt, minUpdatedAt(previous, article, now)) };
    return {
      record: { ...edited, article: shown, announcedAt: now, wasPublic: true },
      changes: [change(wasPublic ? 'restored' : 'published', now, shown, { after: facetsOf(shown) })],
    };
  }
  return {
    record: { ...edited, article, announcedAt: previous?.announcedAt ?? now, wasPublic: true },
    changes:
      edit === undefined ? [] : [change(edit, now, article, { before: facetsOf(before), after: facetsOf(article) })],
  };
}

/** Whether the tombstone in feeds, or the page of a retracted article, changes while the article stays hidden. */
function changesTombstone(previous: ArticleRecord | undefined, article: Article): boolean {
  if (!previous?.wasPublic) return false;
  // Readers were not told of a withdrawal. If the article is then retracted, they are told of that.
  if (previous.article.state === 'withdrawn') return article.state === 'retracted';
  return canonicalJson(tombstoneOf(previous.article)) !== canonicalJson(tombstoneOf(article));
}

/** Of a draft, only that the article is gone. */
function tombstoneOf({ state, retraction, language }: Article): object {
  return state === 'retracted' ? { reason: retraction?.reason, at: retraction?.at, language } : {};
}

function decideState(article: Article, visible: boolean): Article['state'] {
  if (article.state !== 'scheduled' && article.state !== 'published') return article.state;
  return visible ? 'published' : 'scheduled';
}

/** One that the store had before is news now. One that arrives already published keeps its date, unless that is before its embargo. */
function minUpdatedAt(previous: ArticleRecord | undefined, article: Article, now: Timestamp): Timestamp {
  return previous === undefined ? (article.embargoUntil ?? article.publishedAt) : now;
}

function change(
  kind: ChangeKind,
  at: Timestamp,
  article: Article,
  facets: Pick<NewChange, 'before' | 'after'>,
): NewChange {
  return { articleId: article.id, kind, at, publishedAt: article.publishedAt, ...facets };
}
