import { z } from 'zod';
import { EVERYTHING, type FeedDefinition } from '../model/feed-definition.ts';
import { slugify } from '../model/term.ts';

const COUNT = { least: 1, most: 500, usual: 50 };
const DEFAULT_LANGUAGE = 'en';

/** What the file of a feed says: the definition but for its id, which is the file's name, and its place in the catalogue. */
export type FeedFile = Omit<FeedDefinition, 'id'> & {
  /** Smaller stands first; a feed without one stands behind those that have one. */
  readonly order?: number;
};

const line = z
  .string('a line of text')
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .refine((text) => text !== '', 'a line of text that is not empty');

const webAddress = z
  .string('an absolute http(s) URL')
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'an absolute http(s) URL such as https://news.example.org/',
  );

const language = z
  .string('a BCP 47 language tag such as en or pt-BR')
  .refine(isLanguageTag, 'a BCP 47 language tag such as en or pt-BR');

const terms = z
  .array(
    z
      .string('a label or slug as text')
      .transform(slugify)
      .refine((slug) => slug !== '', 'a label or slug with a letter or digit in it'),
    'a list of labels or slugs',
  )
  .transform(unique);

const selection = z
  .strictObject(
    {
      categories: terms.default([]),
      tags: terms.default([]),
      authors: terms.default([]),
      languages: z.array(language, 'a list of BCP 47 language tags').transform(unique).default([]),
    },
    'fields out of categories, tags, authors and languages',
  )
  .default(EVERYTHING);

/** Checks the data of a feed's file; labels in selections become slugs, and what was left out gets its default. */
export const feedSchema: z.ZodType<FeedFile> = z.strictObject(
  {
    title: line,
    description: line,
    language: language.default(DEFAULT_LANGUAGE),
    home: webAddress.exactOptional(),
    image: z
      .strictObject(
        { url: webAddress, alt: z.string('a text, "" for a picture that says nothing') },
        'a url and an alt',
      )
      .exactOptional(),
    select: selection,
    exclude: selection,
    count: wholeNumber(COUNT.least, COUNT.most).default(COUNT.usual),
    content: z.enum(['full', 'summary'], 'full or summary').default('full'),
    copyright: line.exactOptional(),
    licence: webAddress.exactOptional(),
    order: wholeNumber(1, 9999).exactOptional(),
  },
  'the fields of a feed',
);

function wholeNumber(least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return z.int(expected).min(least, expected).max(most, expected);
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
