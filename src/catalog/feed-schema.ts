import { z } from 'zod';
import { EMPTY_SELECTION, type FeedDefinition } from '../model/feed-definition.ts';
import { findCanonicalTag } from '../model/language.ts';
import { slugify } from '../model/term.ts';

/** The id is the name of the file. */
export type FeedFile = Omit<FeedDefinition, 'id'> & {
  /** Position in lists, smallest first. Feeds without it come last. */
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

const image = z
  .string('an absolute http(s) URL, or a file beside this one')
  .refine(
    (text) =>
      /^https?:\/\//.test(text)
        ? URL.canParse(text)
        : /^[^/\\:][^:]*\.(?:jpe?g|png|webp)$/i.test(text) && !text.includes('..'),
    'an absolute http(s) URL, or a file beside this one such as media/artwork.jpg',
  );

const LANGUAGE = 'a BCP 47 language tag such as en or pt-BR';
const language = z.string(LANGUAGE).refine((text) => findCanonicalTag(text) !== undefined, LANGUAGE);

const term = z
  .string('a label or slug as text')
  .transform(slugify)
  .refine((slug) => slug !== '', 'a label or slug with a letter or digit in it');
const terms = z.array(term, 'a list of labels or slugs').transform(unique);

const selection = z
  .strictObject(
    {
      categories: terms.default([]),
      tags: terms.default([]),
      authors: terms.default([]),
      languages: z.array(language, 'a list of BCP 47 language tags').transform(unique).default([]),
    },
    'fields such as categories, tags, authors and languages',
  )
  .default(EMPTY_SELECTION);

const podcast = z.strictObject(
  {
    author: line,
    owner: z.strictObject({ name: line, email: z.email('an e-mail address') }, 'a name and an email'),
    categories: z
      .array(
        z.strictObject({ name: line, subcategory: line.exactOptional() }, 'a name, and optionally a subcategory'),
        "a list of Apple's categories",
      )
      .min(1, "at least one of Apple's categories"),
    explicit: z.boolean('true or false'),
    artwork: image,
    type: z.enum(['episodic', 'serial'], 'episodic or serial').default('episodic'),
    locked: z.boolean('true or false').default(true),
    guid: z.uuid('a UUID').exactOptional(),
  },
  'the fields of a podcast: author, owner, categories, explicit, artwork',
);

export const feedSchema: z.ZodType<FeedFile> = z.strictObject(
  {
    title: line,
    description: line,
    language: language.default('en'),
    home: webAddress.exactOptional(),
    image: z
      .strictObject({ url: image, alt: z.string('text, or "" for a decorative image') }, 'a url and an alt')
      .exactOptional(),
    select: selection,
    exclude: selection,
    count: wholeNumber(1, 500).default(50),
    content: z.enum(['full', 'summary'], 'full or summary').default('full'),
    copyright: line.exactOptional(),
    licence: webAddress.exactOptional(),
    podcast: podcast.exactOptional(),
    order: wholeNumber(1, 9999).exactOptional(),
  },
  'the fields of a feed',
);

function wholeNumber(min: number, max: number) {
  const expected = `a whole number from ${min} to ${max}`;
  return z.int(expected).min(min, expected).max(max, expected);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
