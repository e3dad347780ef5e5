import type { ArticleContent } from '../model/article.ts';
import type { SearchMatcher } from '../model/change.ts';
import type { ArticleFilter } from './article-store.ts';
import { listConditions, listFilterConditions, listLabelledTerms, type TermKey } from './article-terms.ts';

/** Matches entries with at least one word of each group in `all`, and no word of `none`. */
export interface SearchExpression {
  readonly all: readonly (readonly string[])[];
  readonly none: readonly string[];
}

/** Anything but ASCII, typographic quotes, dashes, ellipses and no-break spaces. Most English text has none. */
const NOT_PLAIN = /[^\p{ASCII}\u00a0\u2010-\u2027\u2030-\u205e]/u;
const PLAIN_SIGNS = /[_\u0080-\uffff]+/g;
/** Marks that people leave out when they search. In other scripts, marks such as vowel signs belong to the word. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}+/gu;
/** Joiners, soft hyphens and direction marks; not the zero-width space, which separates words. */
const INVISIBLE = /[^\P{Cf}\u200b]+/gu;
/** Symbols, and marks without a letter. Of ASCII only the underscore: the tokenizer splits at the others. */
const SIGNS = /[^\p{ASCII}\p{L}\p{N}\p{M}]+\p{M}*|[^\P{ASCII}a-z0-9]\p{M}+|^\p{M}+|_/gu;
const WORDS = /[a-z0-9\u0080-\uffff]+/g;

/** Elements that may be inside a word, as in H<sub>2</sub>O. Every other tag separates words. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s small span strong sub sup time u var wbr'.split(' '),
);
/** Tags and references. In cleaned HTML, references are only used for characters that are not letters. */
const MARKUP = /<\/?([a-z]*)[^>]*>|&(?:#\w+|\w+);/g;

/** A word that every entry has. */
export const EVERY_ENTRY = '_all';

function wordsOf(text: string): readonly string[] {
  return [...new Set(foldText(text).toLowerCase().match(WORDS))];
}

/**
 * Words, and a word for each term that starts with an underscore, as no other word does. A tokenizer that splits at all ASCII but
 * letters, digits and the underscore finds exactly `wordsOf` and `termWord`.
 */
export function buildSearchText(article: ArticleContent): string {
  const terms = [...listLabelledTerms(article).values()].map(termWord);
  return `${foldText(readableText(article))} ${EVERY_ENTRY} ${terms.join(' ')}`;
}

/** `undefined` where the search has no words, such as `?!`, and so matches nothing. */
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

export function createSearchMatcher(article: ArticleContent): SearchMatcher {
  let articleWords: ReadonlySet<string> | undefined;
  return (search) => {
    articleWords ??= new Set(wordsOf(readableText(article)));
    const words = wordsOf(search);
    return words.length > 0 && words.every((word) => articleWords?.has(word));
  };
}

/** Whether an article has the audio and the words that a filter demands. */
export function matchesContent({ withAudio, search }: ArticleFilter, article: ArticleContent): boolean {
  return (
    (withAudio !== true || article.audio !== undefined) &&
    (search === undefined || createSearchMatcher(article)(search))
  );
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
  if (!NOT_PLAIN.test(text)) return text.replace(PLAIN_SIGNS, ' ');
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replaceAll('ς', 'σ')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(SIGNS, ' ');
}

/** Hexadecimal, because slugs may have any characters. */
function termWord({ kind, slug }: TermKey): string {
  return `_${kind}_${Buffer.from(slug).toString('hex')}`;
}
