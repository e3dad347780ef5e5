import type { Article, ArticleDraft } from '../model/article.ts';
import { hashOfTitle, toArticle } from './article-row.ts';
import type { AlikeArticle } from './article-store.ts';
import { hashOf } from './canonical-json.ts';
import type { Database } from './schema.ts';

/** Articles with the same title that are compared with a draft: as many with its date, and as many of any date. */
const MAX_COMPARED = 20;
/** External ids of one statement, so that it takes few milliseconds. */
const MAX_IDS = 500;
/** The part of the words of the longer text that both texts have. */
const MIN_SAME_WORDS = 0.8;

/** For drafts that no article has the path of: the paths of the articles of their source that are the same article, or a copy of it. */
export async function findAlike(
  db: Database,
  drafts: readonly ArticleDraft[],
): Promise<ReadonlyMap<ArticleDraft, readonly AlikeArticle[]>> {
  const alike = new Map<ArticleDraft, readonly AlikeArticle[]>();
  for (const [sourceId, ofSource] of Map.groupBy(drafts, (draft) => draft.sourceId)) {
    const known = await listKnown(
      db,
      sourceId,
      ofSource.map(({ externalId }) => externalId),
    );
    for (const draft of ofSource) {
      if (draft.file !== undefined || known.has(draft.externalId)) continue;
      const files = await findArticles(db, draft);
      if (files.length > 0) alike.set(draft, files);
    }
  }
  return alike;
}

/** Those of the external ids that articles of the source have. */
export async function listKnown(
  db: Database,
  sourceId: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let start = 0; start < externalIds.length; start += MAX_IDS) {
    const rows = await db
      .selectFrom('articles')
      .select('external_id')
      .where('source_id', '=', sourceId)
      .where('external_id', 'in', externalIds.slice(start, start + MAX_IDS))
      .execute();
    for (const row of rows) known.add(row.external_id);
  }
  return known;
}

async function findArticles(db: Database, draft: ArticleDraft): Promise<readonly AlikeArticle[]> {
  const dated = await titled(db, draft).where('published_at', '=', draft.publishedAt).execute();
  const others = await titled(db, draft).orderBy('published_at', 'desc').execute();
  const found = [...dated, ...others]
    .filter((row) => isUnchanged(row.input_hash, row.external_id, draft) || isAlike(toArticle(row), draft))
    .map((row): [string, AlikeArticle] => {
      return [row.external_id, { externalId: row.external_id, isWithdrawn: row.state === 'withdrawn' }];
    });
  return [...new Map(found).values()];
}

function titled(db: Database, { sourceId, title }: ArticleDraft) {
  return db
    .selectFrom('articles')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('title_hash', '=', hashOfTitle(title))
    .where('file', 'is', null)
    .limit(MAX_COMPARED);
}

function isUnchanged(inputHash: string, externalId: string, draft: ArticleDraft): boolean {
  const { movedFrom, isDatedByFile, ...rest } = draft;
  return hashOf({ ...rest, externalId }) === inputHash;
}

/** The titles are equal. */
function isAlike(article: Article, draft: ArticleDraft): boolean {
  if (article.publishedAt === draft.publishedAt) return haveSameWords(article.contentHtml, draft.contentHtml);
  // A copy of a file may have another date.
  return draft.isDatedByFile === true && article.contentHtml === draft.contentHtml;
}

function haveSameWords(a: string, b: string): boolean {
  const [wordsOfA, wordsOfB] = [listWords(a), listWords(b)];
  const counts = new Map<string, number>();
  for (const word of wordsOfA) counts.set(word, (counts.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of wordsOfB) {
    const count = counts.get(word) ?? 0;
    if (count > 0) same += 1;
    counts.set(word, count - 1);
  }
  return same >= MIN_SAME_WORDS * Math.max(wordsOfA.length, wordsOfB.length);
}

function listWords(html: string): readonly string[] {
  return html
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
}
