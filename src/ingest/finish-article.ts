import type { ArticleDraft } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Checked } from '../model/problem.ts';
import { slugify, type Term, toTerm } from '../model/term.ts';
import { captionLeadImage } from './caption-lead-image.ts';
import { cleanHtml } from './clean-html/clean-html.ts';
import { listParagraphs } from './clean-html/list-paragraphs.ts';
import { findTooLong, findTooLongHtml } from './field-lengths.ts';
import type { SourceArticle } from './source-kind.ts';
import { summarize } from './summarize.ts';

/**
 * Cleans the HTML of an article and derives summary, slug and terms. An article under embargo is dated the later of its date and its
 * embargo: with an earlier date it would be old when readers first see it. An article without a body is a problem, and so is what is too long.
 */
export function finishArticle(sourceId: string, article: SourceArticle): Checked<ArticleDraft> {
  const { origin, mediaImages, externalId, title, summary, contentHtml: html, slug, ...rest } = article;
  const tooLong = findTooLong(article);
  if (tooLong.length > 0) return { kind: 'invalid', problems: tooLong };
  const cleaned = cleanHtml(html, omitUndefined({ baseUrl: article.canonicalUrl, mediaImages }));
  const contentHtml = captionLeadImage(cleaned, article.image);
  if (contentHtml === '' && needsBody(article)) {
    return { kind: 'invalid', problems: [{ ...origin, expected: 'a body', got: 'nothing' }] };
  }
  const tooLongHtml = findTooLongHtml(origin.file, contentHtml);
  if (tooLongHtml !== undefined) return { kind: 'invalid', problems: [tooLongHtml] };
  return {
    kind: 'valid',
    value: {
      sourceId,
      externalId,
      title,
      summary: summary ?? summarize(listParagraphs(contentHtml)),
      contentHtml,
      slug: slug ?? (slugify(title) || slugify(externalId) || 'article'),
      ...rest,
      publishedAt: Math.max(rest.publishedAt, rest.embargoUntil ?? rest.publishedAt),
      categories: buildTerms(rest.categories),
      tags: buildTerms(rest.tags),
    },
  };
}

function needsBody({ state, audio }: SourceArticle): boolean {
  return state !== 'draft' && state !== 'retracted' && audio === undefined;
}

/** Without duplicates, in the same order. */
function buildTerms(labels: readonly string[]): readonly Term[] {
  const bySlug = new Map<string, Term>();
  for (const term of labels.map(toTerm)) {
    if (!bySlug.has(term.slug)) bySlug.set(term.slug, term);
  }
  return [...bySlug.values()];
}
