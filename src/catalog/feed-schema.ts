import { z } from 'zod';
import { EMPTY_SELECTION, type FeedDefinition } from '../model/feed-definition.ts';
import { findCanonicalTag } from '../model/language.ts';
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

/** A picture on the web, or a file beside the definition. */
const picture = z
  .string('an absolute http(s) URL, or a file beside this one')
  .refine(
    (text) =>
      /^https?:\/\//.test(text)
        ? URL.canParse(text)
        : /^[^/\\:][^:]*\.(?:jpe?g|png|webp)$/i.test(text) && !text.includes('..'),
    'an absolute http(s) URL, or a file beside this one such as media/artwork.jpg',
  );

const language = z
  .string('a BCP 47 language tag such as en or pt-BR')
  .refine((text) => findCanonicalTag(text) !== undefined, 'a BCP 47 language tag such as en or pt-BR');

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
  .default(EMPTY_SELECTION);

const podcast = z.strictObject(
  {
    author: line,
    owner: z.strictObject({ name: line, email: z.email('an e-mail address') }, 'a name and an email'),
    categories: z
      .array(
        z.strictObject({ name: line, subcategory: line.exactOptional() }, 'a name and perhaps a subcategory'),
        "a list of Apple's categories",
      )
      .min(1, "at least one of Apple's categories"),
    explicit: z.boolean('true or false'),
    artwork: picture,
    type: z.enum(['episodic', 'serial'], 'episodic or serial').default('episodic'),
    locked: z.boolean('true or false').default(true),
    guid: z.uuid('a UUID').exactOptional(),
  },
  'what directories of podcasts ask for: author, owner, categories, explicit, artwork',
);

/** Checks the data of a feed's file; labels in selections become slugs, and what was left out gets its default. */
export const feedSchema: z.ZodType<FeedFile> = z.strictObject(
  {
    title: line,
    description: line,
    language: language.default(DEFAULT_LANGUAGE),
    home: webAddress.exactOptional(),
    image: z
      .strictObject({ url: picture, alt: z.string('a text, "" for a picture that says nothing') }, 'a url and an alt')
      .exactOptional(),
    select: selection,
    exclude: selection,
    count: wholeNumber(COUNT.least, COUNT.most).default(COUNT.usual),
    content: z.enum(['full', 'summary'], 'full or summary').default('full'),
    copyright: line.exactOptional(),
    licence: webAddress.exactOptional(),
    podcast: podcast.exactOptional(),
    order: wholeNumber(1, 9999).exactOptional(),
  },
  'the fields of a feed',
);

function wholeNumber(least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return z.int(expected).min(least, expected).max(most, expected);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
