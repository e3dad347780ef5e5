import type { HeadlinesPage } from '../../widget/contract/headlines-page.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Term } from '../model/term.ts';
import { type Translations, translationsFor } from '../model/translations.ts';
import type { FeedDocument } from './feed-document.ts';
import { buildHeadlines } from './headlines.ts';

/** What a page says beside its headlines. */
export interface PageExtras {
  /** Where the next older page begins; absent on the oldest. */
  readonly next?: string;
  /** The language of the archive's own words; absent where nobody asked for them. */
  readonly language?: string;
  /** What a visitor can narrow the feed to. */
  readonly categories?: readonly Term[];
}

/** A page of a feed's archive: all items of the document as headlines. */
export function buildHeadlinesPage(document: FeedDocument, { next, language, categories }: PageExtras): HeadlinesPage {
  const { end: _whole, ...headlines } = buildHeadlines(document, document.items.length);
  return omitUndefined({
    ...headlines,
    ...(next === undefined ? { end: 1 } : { next }),
    categories: categories?.map(({ slug, label }) => [slug, label] as const),
    words: language === undefined ? undefined : wordsOfArchive(translationsFor(language)),
  });
}

function wordsOfArchive({
  pause: _pause,
  latest: _latest,
  articlePage: _page,
  ...words
}: Translations): HeadlinesPage['words'] {
  return words;
}
