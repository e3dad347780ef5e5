import { findCanonicalTag, sortByLabel } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import type { CountedTerm } from '../model/term.ts';
import { basePath } from './links.ts';
import { type ArticleCount, formatCount } from './term-links.ts';

const DEFAULT_COUNT = 50;

/** What a custom feed can select, in the order of the form. Languages are BCP 47 tags. */
export interface FeedChoices {
  readonly categories: readonly CountedTerm[];
  readonly tags: readonly CountedTerm[];
  readonly authors: readonly CountedTerm[];
  readonly languages: readonly string[];
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly articles: ArticleCount | undefined;
}

/** `undefined` if there is nothing to choose. */
export function buildCustomFeedForm(site: Site, choices: FeedChoices) {
  const { categories, tags, authors } = choices;
  if (categories.length + tags.length + authors.length === 0) return undefined;
  const languages = listLanguages(choices.languages);
  return {
    action: `${basePath(site)}/feeds/custom`,
    open: [
      ...group('category', 'Categories', undefined, listTerms(categories)),
      // One language is not a choice.
      ...group('lang', 'Languages', undefined, languages.length < 2 ? [] : languages),
    ],
    folded: [
      ...group('tag', 'Tags', 'The tags with the most stories.', listTerms(tags)),
      ...group('author', 'Authors', 'The authors with the most stories.', listTerms(authors)),
      ...group('not-category', 'Exclude', EXCLUDE_HINT, listTerms(categories)),
    ],
    count: DEFAULT_COUNT,
  };
}

const EXCLUDE_HINT = 'Stories in these categories are left out, even if they match your other choices.';

/** None if it has no choices. `name` is the query parameter, once for each ticked box. */
function group(name: string, heading: string, hint: string | undefined, choices: readonly Choice[]) {
  return choices.length === 0 ? [] : [{ name, heading, hint, choices }];
}

/** Terms without a slug are left out: no query can select them. */
function listTerms(terms: readonly CountedTerm[]): readonly Choice[] {
  return terms
    .filter(({ slug }) => slug !== '')
    .map(({ slug, label, articles }) => ({ value: slug, label, articles: formatCount(articles) }));
}

/** Languages with their English names, each once. Invalid tags are left out. */
function listLanguages(languages: readonly string[]): readonly Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const tags = [...new Set(languages.map(findCanonicalTag))].filter((tag) => tag !== undefined);
  const listed = tags.map((tag) => ({ value: tag, label: names.of(tag) ?? tag, articles: undefined }));
  return sortByLabel(listed, 'en');
}
