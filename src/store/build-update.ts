import type { Article } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import { facetsOf } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type ArticleRecord, type ArticleUpdate, isVisible, type NewChange } from './article-record.ts';

/** An article after an edit, before it is settled whether the public sees it. */
export type EditedArticle = Omit<ArticleRecord, 'announcedAt' | 'wasPublic'>;

/**
 * Settles what an edit means to the public at this moment: whether the article is seen, and which change is announced.
 * `edit` is what changed for somebody who saw the article before and sees it still; absent where nothing did.
 */
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
    return {
      record: { ...edited, article, wasPublic },
      changes: before === undefined ? [] : [change('retracted', now, before, { before: facetsOf(before) })],
    };
  }
  if (before === undefined) {
    const seen = { ...article, updatedAt: Math.max(article.updatedAt, minUpdatedAt(previous, article, now)) };
    return {
      record: { ...edited, article: seen, announcedAt: now, wasPublic: true },
      changes: [change(wasPublic ? 'restored' : 'published', now, seen, { after: facetsOf(seen) })],
    };
  }
  return {
    record: { ...edited, article, announcedAt: previous?.announcedAt ?? now, wasPublic: true },
    changes:
      edit === undefined ? [] : [change(edit, now, article, { before: facetsOf(before), after: facetsOf(article) })],
  };
}

/** `scheduled` says that the moment is still to come, and `published` that it has. */
function decideState(article: Article, visible: boolean): Article['state'] {
  if (article.state === 'draft' || article.state === 'retracted') return article.state;
  return visible ? 'published' : 'scheduled';
}

/**
 * The earliest `updatedAt` of an article that is seen from now on. One that was kept back is news now, whenever it was written; one
 * that arrives with a past of its own keeps its dates, though none from before its embargo.
 */
function minUpdatedAt(previous: ArticleRecord | undefined, article: Article, now: Timestamp): Timestamp {
  return previous === undefined ? (article.embargoUntil ?? article.publishedAt) : now;
}

function change(
  kind: ChangeKind,
  at: Timestamp,
  article: Article,
  seen: Pick<NewChange, 'before' | 'after'>,
): NewChange {
  return { articleId: article.id, kind, at, publishedAt: article.publishedAt, ...seen };
}
