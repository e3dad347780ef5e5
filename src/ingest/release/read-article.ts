import type { ArticleDraft } from '../../model/article.ts';
import { escapeText } from '../../model/escape-markup.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { slugify } from '../../model/term.ts';
import { buildTerms } from '../build-terms.ts';
import { cleanHtml } from '../clean-html.ts';
import type { ArticleText } from '../folder/article-file.ts';
import type { ReadContext, Reading } from '../reading.ts';
import { parseRelease, type Release } from './parse-release.ts';
import type { ReleaseSource } from './source.ts';

/**
 * Reads a release. It is dated by the mail that brought it, otherwise by its file, and never later than now: what has arrived
 * was sent. A copy of the file with another date moves nothing, since the store keeps the date of a public article.
 */
export function readArticle(source: ReleaseSource, file: ArticleText, { now }: Pick<ReadContext, 'now'>): Reading {
  const parsed = parseRelease(file.text, { file: file.path, trailing: source.trailing });
  if (parsed.kind === 'invalid') return { problems: parsed.problems, attachments: [] };
  const release = parsed.value;
  const draft: ArticleDraft = omitUndefined({
    sourceId: source.id,
    externalId: file.externalId,
    title: release.title,
    summary: release.summary,
    contentHtml: cleanHtml(contentOf(release)),
    slug: slugify(release.title) || slugify(file.externalId) || 'article',
    byline: release.byline,
    dateline: release.dateline,
    categories: buildTerms(source.categories),
    tags: [],
    language: source.language,
    state: 'published' as const,
    publishedAt: Math.min(release.sentAt ?? file.modifiedAt, now),
  });
  return { draft, problems: [], attachments: [] };
}

/** The deck, where there is one, stands over the body as it does in the release. */
function contentOf({ deck, contentHtml }: Release): string {
  return deck === undefined ? contentHtml : `<h2>${escapeText(deck)}</h2>\n${contentHtml}`;
}
