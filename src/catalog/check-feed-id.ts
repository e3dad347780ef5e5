import { type Problem, showValue } from '../model/problem.ts';

/** Names that addresses use where others have a feed id: derived feeds, archive pages, the widget script, embedded articles, the page check. */
export const RESERVED_FEED_IDS = [
  'category',
  'tag',
  'author',
  'custom',
  'c',
  'archive',
  'tidings',
  'articles',
  'check',
  'preview',
] as const;

const ID = /^[a-z0-9-]+$/;

/** The problem of a feed id, which is the name of the definition's file; `undefined` if it is valid. */
export function checkFeedId(file: string, id: string): Problem | undefined {
  if (!ID.test(id)) {
    return {
      file,
      expected: 'a file name of a-z, 0-9 and hyphens before .yaml, the id of the feed',
      got: showValue(id),
    };
  }
  if (RESERVED_FEED_IDS.some((reserved) => reserved === id)) {
    return {
      file,
      expected: `a file name that no address needs (taken: ${RESERVED_FEED_IDS.join(', ')})`,
      got: showValue(id),
    };
  }
  return undefined;
}
