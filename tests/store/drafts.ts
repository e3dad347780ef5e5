import type { Article, ArticleDraft } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type Selection } from '../../src/model/feed-definition.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import type { ArticleQuery, ArticleStore } from '../../src/store/article-store.ts';

/** The clock of the tests: a Monday morning. */
export const NOW: Timestamp = Date.UTC(2026, 10, 23, 8, 0, 0);
export const SECOND = 1000;
export const HOUR_MS = 3_600_000;

/** An article published an hour ago, with the fields that a test gives. */
export function draftOf(given: Partial<ArticleDraft> = {}): ArticleDraft {
  return {
    sourceId: 'newsroom',
    externalId: 'harbour',
    state: 'published',
    publishedAt: NOW - HOUR_MS,
    title: 'Harbour Chapel Reopens',
    summary: 'The chapel at Port Elim opened its doors again.',
    contentHtml: '<p>The chapel at Port Elim opened its doors again.</p>',
    slug: 'harbour-chapel-reopens',
    byline: [{ name: 'Miriam Okafor', role: 'Staff Writer' }],
    categories: [{ slug: 'world', label: 'World' }],
    tags: [],
    language: 'en',
    ...given,
  };
}

/** A query for all public articles, at most fifty, with the conditions that a test gives. */
export function queryOf(
  select: Partial<Selection> = {},
  rest: Partial<Omit<ArticleQuery, 'select' | 'exclude'>> & { readonly exclude?: Partial<Selection> } = {},
): ArticleQuery {
  const { exclude, ...others } = rest;
  return {
    select: { ...EMPTY_SELECTION, ...select },
    exclude: { ...EMPTY_SELECTION, ...exclude },
    limit: 50,
    ...others,
  };
}

/** Saves one draft and returns the stored article. */
export async function saveOne(store: ArticleStore, draft: ArticleDraft, now: Timestamp = NOW): Promise<Article> {
  const [outcome] = await store.save([draft], now);
  return await getArticle(store, outcome?.id);
}

/** An article in any state; throws where there is none. */
export async function getArticle(store: ArticleStore, id: Article['id'] | undefined): Promise<Article> {
  const article = id && (await store.find(id));
  if (!article) throw new Error(`There is no article ${id}.`);
  return article;
}

/** The kinds of all changes, in order. */
export async function kindsOf(store: ArticleStore): Promise<readonly string[]> {
  return (await store.listChanges(0, 10_000)).map((change) => change.kind);
}

/** The titles of public articles, newest first. */
export async function visibleTitles(store: ArticleStore): Promise<readonly string[]> {
  return (await store.listVisible(queryOf())).map((article) => article.title);
}
