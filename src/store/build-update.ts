import type { Article } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import { facetsOf } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type ArticleRecord, type ArticleUpdate, isVisible, type NewChange } from './article-record.ts';

/** An article after an edit, before it is decided whether it is public. */
export type EditedArticle = Omit<ArticleRecord, 'announcedAt' | 'wasPublic'>;

/**
 * Decides whether an edited article is public now and which change to announce. `edit` is the kind of change for readers who saw the
 * article before and still see it; absent where nothing changed for them.
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

/** `scheduled` until the article is visible, `published` from then on. */
function decideState(article: Article, visible: boolean): Article['state'] {
  if (article.state === 'draft' || article.state === 'retracted') return article.state;
  return visible ? 'published' : 'scheduled';
}

/**
 * The earliest `updatedAt` of an article that becomes public now. One that the store had before is news now, whenever it was written.
 * One that arrives already published keeps its dates, but none from before its embargo.
 */
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
