import type { Article } from '../model/article.ts';
import { toArticle } from './article-row.ts';
import type { EditorQuery } from './article-store.ts';
import type { Database } from './schema.ts';

/** Documents that are read at once: the first matches are often among the newest articles. */
const BATCH_SIZE = 200;

/** Lists articles in any state, newest first. Reads documents until there are enough: titles have no index. */
export async function listForEditors(db: Database, query: EditorQuery): Promise<readonly Article[]> {
  const ids = await listIds(db, query);
  const matches = createMatcher(query);
  const found: Article[] = [];
  for (let start = 0; start < ids.length && found.length < query.limit; start += BATCH_SIZE) {
    const rows = await db
      .selectFrom('articles')
      .selectAll()
      .where('id', 'in', ids.slice(start, start + BATCH_SIZE))
      .orderBy('published_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    found.push(...rows.map(toArticle).filter(matches));
  }
  return found.slice(0, query.limit);
}

async function listIds(
  db: Database,
  { idPrefix, canonicalUrl, externalIds, state, since }: EditorQuery,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('articles')
    .select('id')
    .$if(idPrefix !== undefined, (all) => all.where('id', '>=', idPrefix ?? '').where('id', '<', `${idPrefix}~`))
    .$if(canonicalUrl !== undefined, (all) => all.where('canonical_url', '=', canonicalUrl ?? ''))
    .$if(externalIds !== undefined, (all) => all.where('external_id', 'in', externalIds ?? []))
    .$if(state !== undefined, (all) => all.where('state', '=', state ?? 'draft'))
    .$if(since !== undefined, (all) => all.where('published_at', '>=', since ?? 0))
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id }) => id);
}

function createMatcher({ titleWords = [], category }: EditorQuery): (article: Article) => boolean {
  const words = titleWords.map(foldCase);
  return (article) => {
    const title = foldCase(article.title);
    return (
      words.every((word) => title.includes(word)) &&
      (category === undefined || article.categories.some(({ slug }) => slug === category))
    );
  };
}

/** `Ängste` and `angste` are the same. */
function foldCase(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
