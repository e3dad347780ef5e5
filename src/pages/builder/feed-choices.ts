import type { FeedDefinition } from '../../model/feed-definition.ts';
import { type CountedTerm, slugify, type TermKind } from '../../model/term.ts';
import type { FeedChoices } from '../custom-feed-form.ts';
import { countStories } from '../term-links.ts';

/** Tags and authors that stand in the list; the others are found by their names. */
const MOST_LISTED = 12;
/** Feeds that a search shows. */
const MOST_FOUND = 12;

/** A feed that can be chosen. */
interface FeedChoice {
  /** The feed's id. */
  readonly value: string;
  readonly label: string;
}

/** Feeds under a heading of the list. */
export interface FeedGroup {
  readonly label: string;
  readonly choices: readonly FeedChoice[];
}

/** A feed that a search found, and what kind it is. */
export interface FoundFeed extends FeedChoice {
  readonly kind: string;
}

/** What there is to choose from. */
export interface ChoosableFeeds {
  readonly siteName: string;
  /** In which most of its feeds are, BCP 47. */
  readonly language: string;
  readonly feeds: readonly FeedDefinition[];
  /** Terms with a slug: one without has no feed. */
  readonly choices: Pick<FeedChoices, 'categories' | 'tags' | 'authors'>;
}

/**
 * The list of feeds, most useful first: the newsroom's own (podcasts and other languages apart), categories that have no feed of their own, and
 * the tags and authors with the most stories. Labels begin with what tells them apart, so that typing its first letters finds a feed in the list.
 */
export function groupFeeds({ siteName, language: usual, feeds, choices }: ChoosableFeeds): readonly FeedGroup[] {
  const own = (belongs: (feed: FeedDefinition) => boolean) =>
    feeds.filter(belongs).map(({ id, title }) => ({ value: id, label: shortTitle(siteName, title) }));
  const isForeign = ({ language }: FeedDefinition) => languageOf(language) !== languageOf(usual);
  const isPodcast = ({ podcast }: FeedDefinition) => podcast !== undefined;
  const uncovered = choices.categories.filter(({ slug }) => !feeds.some((feed) => isJust(feed, slug)));
  return [
    { label: 'The newsroom’s feeds', choices: own((feed) => !isForeign(feed) && !isPodcast(feed)) },
    { label: 'Podcasts', choices: own((feed) => !isForeign(feed) && isPodcast(feed)) },
    { label: 'In other languages', choices: own(isForeign) },
    { label: 'Categories', choices: listTerms('category', uncovered) },
    { label: 'Topics and places with the most stories', choices: listTerms('tag', most(choices.tags)) },
    { label: 'Authors with the most stories', choices: listTerms('author', most(choices.authors)) },
  ].filter((group) => group.choices.length > 0);
}

/** Feeds in whose name the words stand, accents and capitals apart: first those that begin with them, then those of which a word does. */
export function findFeeds(find: string, { siteName, feeds, choices }: ChoosableFeeds): readonly FoundFeed[] {
  const sought = slugify(find);
  if (sought === '') return [];
  const { categories, tags, authors } = choices;
  const all = [
    ...feeds.map(({ id, title, podcast }) => {
      const label = shortTitle(siteName, title);
      return { slug: slugify(label), found: { value: id, label, kind: podcast === undefined ? 'Feed' : 'Podcast' } };
    }),
    ...describeTerms('category', 'Category', categories),
    ...describeTerms('tag', 'Topic', tags),
    ...describeTerms('author', 'Author', authors),
  ];
  return all
    .map(({ slug, found }) => ({ found, rank: rankMatch(slug, sought) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => Number(a.rank) - Number(b.rank))
    .slice(0, MOST_FOUND)
    .map(({ found }) => found);
}

/** How well a slug answers what is sought, 0 best; `undefined` where it does not. */
function rankMatch(slug: string, sought: string): number | undefined {
  if (slug.startsWith(sought)) return 0;
  if (slug.includes(`-${sought}`)) return 1;
  return slug.includes(sought) ? 2 : undefined;
}

/** A feed's title without the newsroom's name before it: beside others of the newsroom it only hides what differs. */
export function shortTitle(siteName: string, title: string): string {
  const rest = title.startsWith(siteName)
    ? /^\s*[:|–—-]\s*(\S.*)$/u.exec(title.slice(siteName.length))?.[1]
    : undefined;
  return rest === undefined ? title : rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Whether the feed is all of a category, and nothing else: then the category's own feed would be there twice. */
function isJust({ select, exclude, podcast }: FeedDefinition, category: string): boolean {
  const { categories, tags, authors } = select;
  return (
    categories.length === 1 &&
    categories[0] === category &&
    tags.length + authors.length === 0 &&
    Object.values(exclude).every((values) => values.length === 0) &&
    podcast === undefined
  );
}

function most(terms: readonly CountedTerm[]): readonly CountedTerm[] {
  return terms.toSorted((a, b) => b.articles - a.articles).slice(0, MOST_LISTED);
}

function listTerms(kind: TermKind, terms: readonly CountedTerm[]): readonly FeedChoice[] {
  const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
  return terms
    .toSorted((a, b) => compare(a.label, b.label))
    .map(({ slug, label }) => ({ value: `${kind}/${slug}`, label }));
}

function describeTerms(kind: TermKind, word: string, terms: readonly CountedTerm[]) {
  return terms
    .toSorted((a, b) => b.articles - a.articles)
    .map(({ slug, label, articles }) => {
      const { number, noun } = countStories(articles);
      return { slug, found: { value: `${kind}/${slug}`, label, kind: `${word}, ${number} ${noun}` } };
    });
}

function languageOf(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}
