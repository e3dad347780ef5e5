import type { Article } from '../model/article.ts';
import { toRfc3339 } from '../model/timestamp.ts';

/** One line: id, state, date, title. */
export function formatArticle({ id, state, publishedAt, title }: Article): string {
  return `${id}  ${state}  ${toRfc3339(publishedAt)}  ${title}`;
}
