import type { ArticleContent } from '../model/article.ts';
import type { SearchMatcher } from '../model/change.ts';
import type { ArticleFilter } from './article-store.ts';
import { listConditions, listFilterConditions, listLabelledTerms, type TermKey } from './article-terms.ts';

/** What an entry of the index has to hold: one word of each group, and none of the others. */
export interface SearchExpression {
  readonly all: readonly (readonly string[])[];
  readonly none: readonly string[];
}

/** What nearly every character of an English text is: ASCII, a typographic quote, dash or ellipsis, a no-break space. */
const BEYOND_PLAIN = /[^\p{ASCII}\u00a0\u2010-\u2027\u2030-\u205e]/u;
/** Inside a plain text, what neither the index nor a query takes for part of a word. */
const PLAIN_SIGNS = /[_\u0080-\uffff]+/g;
/** Vowel signs of other scripts are letters to their readers; in these, accents and points may be left out by who searches. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}+/gu;
/** Joiners, soft hyphens and marks of direction; of these only the zero-width space parts words. */
const INVISIBLE = /[^\P{Cf}\u200b]+/gu;
/** Signs, and marks that belong to no letter. Of ASCII the underscore alone: at its other signs the index divides by itself. */
const SIGNS = /[^\p{ASCII}\p{L}\p{N}\p{M}]+\p{M}*|[^\P{ASCII}a-z0-9]\p{M}+|^\p{M}+|_/gu;
const WORDS = /[a-z0-9\u0080-\uffff]+/g;

/** Elements that stand inside a word, as in H<sub>2</sub>O; every other tag parts what is before it from what is behind. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s small span strong sub sup time u var wbr'.split(' '),
);
/** Tags, and references: cleaned HTML writes so only what is no letter: ampersand, angle brackets, quotes, a no-break space. */
const MARKUP = /<\/?([a-z]*)[^>]*>|&(?:#\w+|\w+);/g;

const EVERY_ENTRY = '_all';

/** The words of a text, each once, as the index has them: lower case, without accents, divided at all that is no letter or digit. */
function wordsOf(text: string): readonly string[] {
  return [...new Set(foldText(text).toLowerCase().match(WORDS))];
}

/**
 * What the index is given of an article: the words of title, summary, text, names and labels, and behind an underscore, which no word has,
 * its terms. A tokenizer that takes ASCII letters and digits, the underscore and all that is not ASCII for parts of words divides it
 * into `wordsOf` and `termWord`: what a word is, is decided here and not by the database.
 */
export function buildSearchText(article: ArticleContent): string {
  const terms = [...listLabelledTerms(article).values()].map(termWord);
  return `${foldText(readableText(article))} ${EVERY_ENTRY} ${terms.join(' ')}`;
}

/** What to ask of the index for a filter; `undefined` where it asks for words and names none, as `?!` does: that takes nothing. */
export function buildSearchExpression(filter: ArticleFilter): SearchExpression | undefined {
  const words = filter.search === undefined ? [] : wordsOf(filter.search);
  if (filter.search !== undefined && words.length === 0) return undefined;
  const terms = listFilterConditions(filter).map(({ kind, slugs }) => slugs.map((slug) => termWord({ kind, slug })));
  const all = [...words.map((word) => [word]), ...terms];
  return {
    all: all.length === 0 ? [[EVERY_ENTRY]] : all,
    none: listConditions(filter.exclude).flatMap(({ kind, slugs }) => slugs.map((slug) => termWord({ kind, slug }))),
  };
}

/** Whether all the words of a search stand in an article, told for any number of searches. */
export function createSearchMatcher(article: ArticleContent): SearchMatcher {
  let held: ReadonlySet<string> | undefined;
  return (search) => {
    held ??= new Set(wordsOf(readableText(article)));
    const words = wordsOf(search);
    return words.length > 0 && words.every((word) => held?.has(word));
  };
}

function readableText({ title, summary, contentHtml, byline, categories, tags }: ArticleContent): string {
  const names = byline.map((author) => author.name);
  const labels = [...categories, ...tags].map((term) => term.label);
  return [title, summary, textOf(contentHtml), ...names, ...labels].join('\n');
}

function textOf(html: string): string {
  return html.replace(MARKUP, (_, name: string | undefined) => (name !== undefined && INLINE.has(name) ? '' : ' '));
}

function foldText(text: string): string {
  if (!BEYOND_PLAIN.test(text)) return text.replace(PLAIN_SIGNS, ' ');
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replaceAll('ς', 'σ')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(SIGNS, ' ');
}

/** A term as a word: hexadecimal, because slugs are what people write. */
function termWord({ kind, slug }: TermKey): string {
  return `_${kind}_${Buffer.from(slug).toString('hex')}`;
}
