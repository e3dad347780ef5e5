import type { Headlines } from './headlines.ts';

/** A page of a feed's archive: the answer of `/v1/{feed}.json` to `after`, `q`, `category` or `lang`. Add members, but never change one. */
export interface HeadlinesPage extends Headlines {
  /** The value of `after` for the next older page; absent on the oldest. */
  readonly next?: string;
  /** The categories that a visitor can choose; only with `lang`. */
  readonly categories?: readonly (readonly [slug: string, label: string])[];
  /** The archive's own texts; only with `lang`. */
  readonly words?: ArchiveWords;
}

/** The texts of the archive and of an open article, in one language. */
interface ArchiveWords {
  /** BCP 47. */
  readonly language: string;
  readonly newTab: string;
  readonly search: string;
  readonly older: string;
  readonly newer: string;
  readonly allCategories: string;
  readonly back: string;
  readonly nothing: string;
  readonly correction: string;
  /** Earlier scripts write it before the credit of an image. */
  readonly photo: string;
  readonly source: string;
  readonly withdrawn: string;
  readonly failed: string;
  readonly loading: string;
  /** Button that shows the whole article. Older answers in caches do not have it. */
  readonly readOn?: string;
}
