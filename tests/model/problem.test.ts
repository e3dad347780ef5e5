import { expect, test } from '@jest/globals';
import { formatArticle } from '../../src/commands/format-article.ts';
import type { Article } from '../../src/model/article.ts';
import { formatProblem } from '../../src/model/problem.ts';

test('a terminal obeys nothing in the name of a file or in a title', () => {
  const hostile = 'a\u001b[31m\n\u009b2Jé.md';
  const shown = 'a\\u001b[31m\\u000a\\u009b2Jé.md';
  expect(formatProblem({ file: hostile, line: 2, field: hostile, expected: hostile, got: 'none' })).toBe(
    `${shown}:2: ${shown}: expected ${shown}, got none`,
  );
  const article = { id: '1', state: 'draft', publishedAt: 0, title: hostile } as unknown as Article;
  expect(formatArticle(article)).toBe(`1  draft  1970-01-01T00:00:00Z  ${shown}`);
});
