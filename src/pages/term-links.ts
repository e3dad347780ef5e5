import { feedPageUrl } from '../model/addresses.ts';
import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import { localUrl } from './links.ts';

/** A category, tag or author, and how many stories the public can see of it. */
export interface CountedTerm extends Term {
  readonly articles: number;
}

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

/** What stands before the slug in the address of a feed that needs no definition. */
export type TermKind = 'category' | 'tag' | 'author';

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
