import type { Article } from '../model/article.ts';
import { escapeControls } from '../model/problem.ts';
import { toRfc3339 } from '../model/timestamp.ts';

/** One line: id, state, date, title, and the reason of a withdrawal. */
export function formatArticle({ id, state, publishedAt, title, withdrawal }: Article): string {
  const reason = withdrawal?.reason === undefined ? '' : `  (${withdrawal.reason})`;
  return escapeControls(`${id}  ${state}  ${toRfc3339(publishedAt)}  ${title}${reason}`);
}
