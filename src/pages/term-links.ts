import { feedPageUrl } from '../model/addresses.ts';
import type { Site } from '../model/site.ts';
import type { CountedTerm, Term, TermKind } from '../model/term.ts';
import { localUrl } from './links.ts';

/** The words of a category, tag or author, linked to its feed's page where it has one. */
export interface TermLink {
  readonly label: string;
  readonly url: string | undefined;
}

/** A link of a list that says how much there is behind each. */
export interface CountedTermLink extends TermLink {
  readonly stories: StoryCount;
}

/** A number of stories for the eye, and the word that it needs where it is heard. */
export interface StoryCount {
  readonly number: string;
  readonly noun: 'story' | 'stories';
}

/** The link of a term. A label without a letter or digit has no slug, and so no feed. */
export function buildTermLink(site: Site, kind: TermKind, { slug, label }: Term): TermLink {
  return { label, url: slug === '' ? undefined : localUrl(site, feedPageUrl(site, `${kind}/${slug}`)) };
}

/** The links of a list of terms, in its order; a term without a feed is left out. */
export function buildCountedTermLinks(
  site: Site,
  kind: TermKind,
  terms: readonly CountedTerm[],
): readonly CountedTermLink[] {
  return terms
    .map((term) => ({ ...buildTermLink(site, kind, term), stories: countStories(term.articles) }))
    .filter(({ url }) => url !== undefined);
}

/** `1,204` and `stories`. */
export function countStories(articles: number): StoryCount {
  return { number: articles.toLocaleString('en'), noun: articles === 1 ? 'story' : 'stories' };
}
