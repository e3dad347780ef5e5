import type { HeadlinesPage } from '../../widget/contract/headlines-page.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Term } from '../model/term.ts';
import { type Translations, translationsFor } from '../model/translations.ts';
import type { FeedDocument } from './feed-document.ts';
import { buildHeadlines } from './headlines.ts';

/** What a page of the archive has beside headlines. */
export interface PageExtras {
  /** Cursor of the next older page; absent on the oldest. */
  readonly next?: string;
  /** Language of the archive's labels; absent if the request names none. */
  readonly language?: string;
  /** The categories that a visitor can choose. */
  readonly categories?: readonly Term[];
}

/** A page of a feed's archive, with all items of the document as headlines. */
export function buildHeadlinesPage(document: FeedDocument, { next, language, categories }: PageExtras): HeadlinesPage {
  const { end: _whole, ...headlines } = buildHeadlines(document, document.items.length);
  return omitUndefined({
    ...headlines,
    ...(next === undefined ? { end: 1 } : { next }),
    categories: categories?.map(({ slug, label }) => [slug, label] as const),
    words: language === undefined ? undefined : archiveWords(translationsFor(language)),
  });
}

function archiveWords({
  pause: _pause,
  latest: _latest,
  articlePage: _page,
  ...words
}: Translations): HeadlinesPage['words'] {
  return words;
}
