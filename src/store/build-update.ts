import type { Article } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import { facetsOf } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type ArticleRecord, type ArticleUpdate, isVisible, type NewChange } from './article-record.ts';

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
    const kind = article.state === 'withdrawn' ? 'withdrawn' : 'retracted';
    const lost = before ?? findUntold(previous, article);
    return {
      record: { ...edited, article, wasPublic },
      changes: lost === undefined ? [] : [change(kind, now, lost, { before: facetsOf(lost) })],
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

/** Readers were not told of a withdrawal. If the article is then retracted, they are told of that. */
function findUntold(previous: ArticleRecord | undefined, { state }: Article): Article | undefined {
  return previous?.wasPublic && previous.article.state === 'withdrawn' && state === 'retracted'
    ? previous.article
    : undefined;
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
