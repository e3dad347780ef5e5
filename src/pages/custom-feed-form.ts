import { findCanonicalTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import type { CountedTerm } from '../model/term.ts';
import { basePath } from './links.ts';
import { countStories, type StoryCount } from './term-links.ts';

/** Stories in a feed of one's own, unless another number is asked for. */
const USUAL_COUNT = 50;

/** What a feed of one's own can be made of, each list in the order in which it is to be shown; languages as BCP 47. */
export interface FeedChoices {
  readonly categories: readonly CountedTerm[];
  readonly tags: readonly CountedTerm[];
  readonly authors: readonly CountedTerm[];
  readonly languages: readonly string[];
}

/** The form that asks for a feed of one's own; it works by its address alone, without JavaScript. */
export interface CustomFeedForm {
  readonly action: string;
  /** Groups that nobody should miss. */
  readonly open: readonly ChoiceGroup[];
  /** Groups that are unfolded by who wants them. */
  readonly folded: readonly ChoiceGroup[];
  readonly count: number;
}

interface ChoiceGroup {
  /** The parameter, one for each box that is ticked. */
  readonly name: 'category' | 'lang' | 'tag' | 'author' | 'not-category';
  readonly heading: string;
  readonly hint: string | undefined;
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly stories: StoryCount | undefined;
}

/** The form; `undefined` where nothing has been published that could be chosen. A group without a choice to make is left out. */
export function buildCustomFeedForm(site: Site, choices: FeedChoices): CustomFeedForm | undefined {
  const { categories, tags, authors } = choices;
  if (categories.length + tags.length + authors.length === 0) return undefined;
  const languages = listLanguages(choices.languages);
  return {
    action: `${basePath(site)}/feeds/custom`,
    open: [
      group('category', 'Categories', undefined, listTerms(categories)),
      // A single language is no choice.
      group('lang', 'Languages', undefined, languages.length < 2 ? [] : languages),
    ].filter(hasChoices),
    folded: [
      group('tag', 'Tags', 'The tags with the most stories.', listTerms(tags)),
      group('author', 'Authors', 'The authors with the most stories.', listTerms(authors)),
      group('not-category', 'Leave out', 'No story of these categories, whatever else it fits.', listTerms(categories)),
    ].filter(hasChoices),
    count: USUAL_COUNT,
  };
}

function group(
  name: ChoiceGroup['name'],
  heading: string,
  hint: string | undefined,
  choices: readonly Choice[],
): ChoiceGroup {
  return { name, heading, hint, choices };
}

function hasChoices({ choices }: ChoiceGroup): boolean {
  return choices.length > 0;
}

/** A term without a slug cannot be asked for. */
function listTerms(terms: readonly CountedTerm[]): readonly Choice[] {
  return terms
    .filter(({ slug }) => slug !== '')
    .map(({ slug, label, articles }) => ({ value: slug, label, stories: countStories(articles) }));
}

/** Languages by their English names; a tag that is no tag is left out, and one said twice is said once. */
function listLanguages(languages: readonly string[]): readonly Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const tags = [...new Set(languages.map(findCanonicalTag))].filter((tag) => tag !== undefined);
  return tags.map((tag) => ({ value: tag, label: names.of(tag) ?? tag, stories: undefined }));
}
