import type { Problem } from '../model/problem.ts';
import type { SourceArticle } from './source-kind.ts';

/** The most characters (UTF-16 units) of each field, as front matter names it. A test compares them with the table in docs/articles.md. */
export const MAX_LENGTHS = {
  title: 500,
  summary: 5000,
  slug: 200,
  'authors.name': 200,
  'authors.role': 200,
  'authors.url': 2000,
  dateline: 200,
  categories: 100,
  tags: 100,
  licence: 1000,
  canonical: 2000,
  'image.url': 2000,
  'image.alt': 2000,
  'image.credit': 500,
  'image.caption': 2000,
  'audio.url': 2000,
  'audio.type': 100,
  'correction.text': 5000,
  'retraction.reason': 5000,
} as const;

/** Of authors, categories and tags each. */
export const MAX_LIST_LENGTH = 200;
/** Of the text as cleaned HTML. */
const MAX_HTML_LENGTH = 1_000_000;
/** Of the text before it is cleaned: scripts and embedded files may be in it. */
const MAX_RAW_HTML_LENGTH = 10_000_000;

/** What is too long in an article of any kind. Its HTML is not cleaned yet. */
export function findTooLong(article: SourceArticle): readonly Problem[] {
  const { file } = article.origin;
  const { byline, categories, tags, image, audio } = article;
  const texts: Readonly<Record<keyof typeof MAX_LENGTHS, readonly (string | undefined)[]>> = {
    title: [article.title],
    summary: [article.summary],
    slug: [article.slug],
    'authors.name': byline.map(({ name }) => name),
    'authors.role': byline.map(({ role }) => role),
    'authors.url': byline.map(({ url }) => url),
    dateline: [article.dateline],
    categories,
    tags,
    licence: [article.licence],
    canonical: [article.canonicalUrl],
    'image.url': [image?.url],
    'image.alt': [image?.alt],
    'image.credit': [image?.credit],
    'image.caption': [image?.caption],
    'audio.url': [audio?.url],
    'audio.type': [audio?.type],
    'correction.text': [article.correction?.text],
    'retraction.reason': [article.retraction?.reason],
  };
  const long = Object.entries(MAX_LENGTHS).flatMap(([field, max]) => {
    const longest = Math.max(
      0,
      ...texts[field as keyof typeof MAX_LENGTHS].slice(0, 10_000).map((text) => text?.length ?? 0),
    );
    return longest <= max ? [] : [tooLong(file, field, 'text', max, longest)];
  });
  const many = Object.entries({ authors: byline, categories, tags }).flatMap(
    ([field, { length }]): readonly Problem[] =>
      length <= MAX_LIST_LENGTH
        ? []
        : [{ file, field, expected: `at most ${MAX_LIST_LENGTH} of them`, got: `${length}` }],
  );
  const { length } = article.contentHtml;
  const raw = length <= MAX_RAW_HTML_LENGTH ? [] : [tooLong(file, undefined, 'a text', MAX_RAW_HTML_LENGTH, length)];
  return [...long, ...many, ...raw];
}

/** `undefined` for HTML that may be saved. */
export function findTooLongHtml(file: string, { length }: string): Problem | undefined {
  return length <= MAX_HTML_LENGTH ? undefined : tooLong(file, undefined, 'a text', MAX_HTML_LENGTH, length);
}

function tooLong(file: string, field: string | undefined, what: string, max: number, length: number): Problem {
  const expected = `${what} of at most ${max} characters${field === undefined ? ' as HTML' : ''}`;
  return { file, ...(field !== undefined && { field }), expected, got: `${length}` };
}
