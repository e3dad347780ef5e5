import { feedPageUrl } from '../model/addresses.ts';
import type { Site } from '../model/site.ts';
import type { CountedTerm, Term, TermKind } from '../model/term.ts';
import { localUrl } from './links.ts';

export interface TermLink {
  readonly label: string;
  readonly url: string | undefined;
}

export interface CountedTermLink extends TermLink {
  readonly articles: ArticleCount;
}

/** Only screen readers get the noun. */
export interface ArticleCount {
  readonly number: string;
  readonly noun: 'story' | 'stories';
}

/** A label without a letter or digit has no slug, so it has no feed. */
export function buildTermLink(site: Site, kind: TermKind, { slug, label }: Term): TermLink {
  return { label, url: slug === '' ? undefined : localUrl(site, feedPageUrl(site, `${kind}/${slug}`)) };
}

export function buildCountedTermLinks(
  site: Site,
  kind: TermKind,
  terms: readonly CountedTerm[],
): readonly CountedTermLink[] {
  return terms
    .map((term) => ({ ...buildTermLink(site, kind, term), articles: formatCount(term.articles) }))
    .filter(({ url }) => url !== undefined);
}

/** `1,204` and `stories`. */
export function formatCount(articles: number): ArticleCount {
  return { number: articles.toLocaleString('en'), noun: articles === 1 ? 'story' : 'stories' };
}
