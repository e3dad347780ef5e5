import type { Headlines } from './headlines.ts';

/**
 * A page of a feed's archive, as `/v1/{feed}.json` gives it to who asks with `after`, `q`, `category` or `lang`. Members may be added,
 * never changed.
 */
export interface HeadlinesPage extends Headlines {
  /** Stands behind `after=` in the address of the next older page; absent on the oldest. */
  readonly next?: string;
  /** The categories by which the feed can be narrowed, by label; only where a language was asked for. */
  readonly categories?: readonly (readonly [slug: string, label: string])[];
  /** What the archive itself says; only where a language was asked for. */
  readonly words?: ArchiveWords;
}

/** The words around an archive and an article, all in one language. */
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
  readonly photo: string;
  readonly source: string;
  readonly withdrawn: string;
  readonly failed: string;
  readonly loading: string;
  /** On the button that shows the whole of an article; who kept an older answer does not have it. */
  readonly readOn?: string;
}
