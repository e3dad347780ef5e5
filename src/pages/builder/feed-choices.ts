import type { FeedDefinition } from '../../model/feed-definition.ts';
import { sortByLabel } from '../../model/language.ts';
import { type CountedTerm, slugify, type TermKind } from '../../model/term.ts';
import type { FeedChoices } from '../custom-feed-form.ts';
import { formatCount } from '../term-links.ts';

/** Tags, and authors, in the list. The search finds the others. */
const MAX_LISTED = 12;
const MAX_FOUND = 12;

interface FeedChoice {
  readonly value: string;
  readonly label: string;
}

/** Feeds under one heading. */
export interface FeedGroup {
  readonly label: string;
  readonly choices: readonly FeedChoice[];
}

/** A result of a search, with its kind for people. */
export interface FoundFeed extends FeedChoice {
  readonly kind: string;
}

export interface ChoosableFeeds {
  readonly siteName: string;
  /** The newsroom's main language, BCP 47. */
  readonly language: string;
  readonly feeds: readonly FeedDefinition[];
  /** All terms have a slug. */
  readonly choices: Pick<FeedChoices, 'categories' | 'tags' | 'authors'>;
}

/** The most useful first. Labels do not begin with the newsroom's name, so that typing the first letters finds an entry. */
export function groupFeeds({ siteName, language: mainLanguage, feeds, choices }: ChoosableFeeds): readonly FeedGroup[] {
  const own = (belongs: (feed: FeedDefinition) => boolean) =>
    feeds.filter(belongs).map(({ id, title }) => ({ value: id, label: shortTitle(siteName, title) }));
  const isForeign = ({ language }: FeedDefinition) => languageOf(language) !== languageOf(mainLanguage);
  const isPodcast = ({ podcast }: FeedDefinition) => podcast !== undefined;
  const uncovered = choices.categories.filter(({ slug }) => !feeds.some((feed) => isFeedOf(feed, slug)));
  return [
    { label: 'Feeds of the newsroom', choices: own((feed) => !isForeign(feed) && !isPodcast(feed)) },
    { label: 'Podcasts', choices: own((feed) => !isForeign(feed) && isPodcast(feed)) },
    { label: 'In other languages', choices: own(isForeign) },
    { label: 'Categories', choices: listTerms('category', uncovered, mainLanguage) },
    {
      label: 'Topics and places with the most stories',
      choices: listTerms('tag', takeMostUsed(choices.tags), mainLanguage),
    },
    {
      label: 'Authors with the most stories',
      choices: listTerms('author', takeMostUsed(choices.authors), mainLanguage),
    },
  ].filter((group) => group.choices.length > 0);
}

/** Ignores accents and case. Names that begin with the words are first, then names with a word that does. */
export function findFeeds(find: string, { siteName, feeds, choices }: ChoosableFeeds): readonly FoundFeed[] {
  const search = slugify(find);
  if (search === '') return [];
  const { categories, tags, authors } = choices;
  const all = [
    ...feeds.map(({ id, title, podcast }) => {
      const label = shortTitle(siteName, title);
      return { slug: slugify(label), found: { value: id, label, kind: podcast === undefined ? 'Feed' : 'Podcast' } };
    }),
    ...listFoundTerms('category', 'Category', categories),
    ...listFoundTerms('tag', 'Topic', tags),
    ...listFoundTerms('author', 'Author', authors),
  ];
  return all
    .map(({ slug, found }) => ({ found, rank: rankMatch(slug, search) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => Number(a.rank) - Number(b.rank))
    .slice(0, MAX_FOUND)
    .map(({ found }) => found);
}

function rankMatch(slug: string, search: string): number | undefined {
  if (slug.startsWith(search)) return 0;
  if (slug.includes(`-${search}`)) return 1;
  return slug.includes(search) ? 2 : undefined;
}

/** Without the newsroom's name at its beginning. */
export function shortTitle(siteName: string, title: string): string {
  const rest = title.startsWith(siteName)
    ? /^\s*[:|–—-]\s*(\S.*)$/u.exec(title.slice(siteName.length))?.[1]
    : undefined;
  return rest === undefined ? title : rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Whether the feed of the category would be a duplicate. */
function isFeedOf({ select, exclude, podcast }: FeedDefinition, category: string): boolean {
  const { categories, tags, authors } = select;
  return (
    categories.length === 1 &&
    categories[0] === category &&
    tags.length + authors.length === 0 &&
    Object.values(exclude).every((values) => values.length === 0) &&
    podcast === undefined
  );
}

function takeMostUsed(terms: readonly CountedTerm[]): readonly CountedTerm[] {
  return terms.toSorted((a, b) => b.articles - a.articles).slice(0, MAX_LISTED);
}

function listTerms(kind: TermKind, terms: readonly CountedTerm[], language: string): readonly FeedChoice[] {
  return sortByLabel(terms, language).map(({ slug, label }) => ({ value: `${kind}/${slug}`, label }));
}

function listFoundTerms(kind: TermKind, word: string, terms: readonly CountedTerm[]) {
  return terms
    .toSorted((a, b) => b.articles - a.articles)
    .map(({ slug, label, articles }) => {
      const { number, noun } = formatCount(articles);
      return { slug, found: { value: `${kind}/${slug}`, label, kind: `${word}, ${number} ${noun}` } };
    });
}

function languageOf(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}
