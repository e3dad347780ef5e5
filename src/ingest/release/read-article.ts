import { escapeText } from '../../model/escape-markup.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import type { Checked } from '../../model/problem.ts';
import { MIN_TIMESTAMP } from '../../model/timestamp.ts';
import type { ArticleBytes, FolderSource, ReadArticle, ReadContext } from '../folder/folder-kind.ts';
import { futureDate } from '../future-date.ts';
import { type Release, readRelease } from './parse-release.ts';
import type { TrailingRule } from './trailing-rule.ts';

/**
 * Reads a release. Without a date of its own it has the date of its file, but not a later one than now. A date of its own in the
 * future schedules it. Another file date changes nothing later: the store keeps the date of a public article.
 */
export async function readArticle(
  source: Pick<FolderSource, 'language' | 'categories'> & { readonly trailing: readonly TrailingRule[] },
  { path, externalId, bytes, modifiedAt }: ArticleBytes,
  { now }: Pick<ReadContext, 'now'>,
): Promise<Checked<ReadArticle>> {
  const parsed = await readRelease(bytes, { file: path, trailing: source.trailing });
  if (parsed.kind === 'invalid') return parsed;
  const release = parsed.value;
  return {
    kind: 'valid',
    value: omitUndefined({
      article: omitUndefined({
        origin: { file: path },
        externalId,
        title: release.title,
        summary: release.summary,
        contentHtml: renderContent(release),
        byline: release.byline,
        dateline: release.dateline,
        categories: source.categories,
        tags: [],
        language: source.language,
        state: 'published',
        publishedAt: release.sentAt ?? (modifiedAt < MIN_TIMESTAMP ? now : Math.min(modifiedAt, now)),
        isDatedByFile: release.sentAt === undefined ? (true as const) : undefined,
        embargoUntil: release.embargoUntil,
        editorsNote: release.editorsNote,
      }),
      problems:
        release.sentAt === undefined || release.sentAt <= now
          ? release.warnings
          : [...release.warnings, futureDate(path, release.sentAt)],
      deck: release.deck,
      removed: release.removed,
    }),
  };
}

/** The deck, if there is one, is a heading above the body. */
function renderContent({ deck, contentHtml }: Release): string {
  return deck === undefined ? contentHtml : `<h2>${escapeText(deck)}</h2>\n${contentHtml}`;
}
