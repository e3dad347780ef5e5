import { z } from 'zod';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { slugify } from '../../model/term.ts';
import { momentOrNoneSchema, momentSchema } from '../moment.ts';
import { parseByline } from '../release/byline.ts';
import { labelSchema, languageSchema, textSchema, toPlainText } from '../source-fields.ts';

/** In UTF-16 units. */
const MAX_ID_LENGTH = 200;
const ID = `text of at most ${MAX_ID_LENGTH} characters`;
/** Also the Arabic, Chinese and Japanese ones. */
const COMMAS = /[,،，、]/;
const COMMAS_AND_SEMICOLONS = /[,،，、;؛；]/;
/** Fields that are not left out where they are empty: nothing is published because of a forgotten value, and `alt` may be "". */
const MEANT_EMPTY: readonly string[] = ['alt', 'embargo', 'state'];
const WEB_URL = 'an address that begins with https:// or http://';

const webUrl = z.string(WEB_URL).transform((text, context) => {
  const url = URL.parse(text.trim());
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  context.addIssue({ code: 'custom', message: WEB_URL });
  return z.NEVER;
});

const FILE_PATH = 'the path of a file, relative to the article';
const filePath = z.string(FILE_PATH).trim().min(1, FILE_PATH);

const author = z.strictObject(
  {
    name: textSchema,
    kind: z.literal('organization', 'organization, or no kind for a person').optional(),
    role: textSchema.optional(),
    url: webUrl.optional(),
  },
  shape('a name, "NAME, ROLE", or name, role and url'),
);

const authors = z.preprocess(
  (value) => (typeof value === 'string' ? splitByline(value) : value),
  z.array(
    z.preprocess((value) => (typeof value === 'string' ? splitAuthor(value) : value), author),
    'a list of authors, such as "- Ann Lee" on a line of its own',
  ),
);

const image = z
  .strictObject(
    {
      file: filePath.optional(),
      url: webUrl.optional(),
      alt: z.string('text that says what is to be seen, or "" where it adds nothing').transform(toPlainText),
      credit: textSchema.optional(),
      caption: textSchema.optional(),
    },
    shape('its fields on lines of their own, such as "  file: media/van.jpg" and "  alt: A red van"'),
  )
  .refine(hasOneAddress, 'either file or url');

const AUDIO_TYPE = 'a media type such as audio/mpeg';
const audio = z
  .strictObject(
    {
      file: filePath.optional(),
      url: webUrl.optional(),
      type: z
        .string(AUDIO_TYPE)
        .regex(/^audio\/[a-z0-9.+-]+$/i, AUDIO_TYPE)
        .optional(),
      bytes: z.int('a whole number of bytes').positive('a whole number of bytes').optional(),
      duration: z.number('a number of seconds').positive('a number of seconds').optional(),
    },
    shape('its fields on lines of their own, such as "  file: media/sermon.mp3"'),
  )
  .refine(hasOneAddress, 'either file or url');

const correction = z.strictObject({ text: textSchema, at: momentSchema.optional() }, shape('text, or text and at'));

const retraction = z.strictObject(
  { reason: textSchema, at: momentSchema.optional() },
  shape('a reason, or reason and at'),
);

const fields = z.strictObject(
  {
    title: textSchema,
    id: z
      .string(ID)
      .transform(toPlainText)
      .refine((id) => id !== '' && id.length <= MAX_ID_LENGTH, ID)
      .optional(),
    slug: z.string('text').transform(slugify).refine(Boolean, 'text with a letter or digit in it').optional(),
    authors: authors.default([]),
    dateline: textSchema.transform((text) => text.replace(/\s*[-–—]+$/, '') || text).optional(),
    categories: labelList('a list of categories').optional(),
    tags: labelList('a list of tags').default([]),
    date: momentSchema,
    updated: momentSchema.optional(),
    summary: textSchema.optional(),
    image: image.optional(),
    audio: audio.optional(),
    language: languageSchema.optional(),
    canonical: webUrl.optional(),
    licence: textSchema.optional(),
    state: z
      .enum(['draft', 'scheduled', 'published', 'retracted'], 'one of draft, scheduled, published, retracted')
      .default('published'),
    embargo: momentOrNoneSchema.optional(),
    correction: z.preprocess((value) => (typeof value === 'string' ? { text: value } : value), correction).optional(),
    retraction: z.preprocess((value) => (typeof value === 'string' ? { reason: value } : value), retraction).optional(),
  },
  shape('fields such as title and date'),
);

/** The names of the fields of front matter, and of those inside them. */
export const FIELD_NAMES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({ '': fields, authors: author, image, audio, correction, retraction }).map(([parent, { shape }]) => [
    parent,
    Object.keys(shape),
  ]),
);

/** The fields of front matter. Empty ones count as left out. */
export const frontMatterSchema = z.preprocess(
  (value) => omitEmpty(value, FIELD_NAMES[''] ?? []),
  fields.superRefine(({ state, retraction: given }, context) => {
    if (state === 'retracted' && given === undefined) {
      context.addIssue({ code: 'custom', path: ['state'], message: 'a field retraction with the reason too' });
    }
    if (state !== 'retracted' && given !== undefined) {
      context.addIssue({ code: 'custom', path: ['retraction'], message: 'a field state: retracted too' });
    }
  }),
);

/** Checked front matter. Dates are not yet resolved, and files not yet read. */
export type FrontMatter = z.infer<typeof frontMatterSchema>;

/** A list of categories or tags, or one text with commas. */
function labelList(expected: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? splitAtCommas(value) : value),
    z.array(labelSchema, expected),
  );
}

function splitAtCommas(text: string): readonly string[] {
  return text.split(COMMAS_AND_SEMICOLONS).filter((part) => part.trim() !== '');
}

/** The authors of a text: like the byline of a release where it can be one, else one author. */
function splitByline(text: string): readonly unknown[] {
  return parseByline(text) ?? parseByline(`by ${text}`) ?? [text];
}

/** An object without its empty fields; unknown ones stay, so that they are reported. */
function omitEmpty(value: unknown, known?: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => omitEmpty(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, field]) =>
      (field !== null && field !== '') || MEANT_EMPTY.includes(name) || known?.includes(name) === false,
  );
  return Object.fromEntries(kept.map(([name, field]) => [name, omitEmpty(field)]));
}

/** Splits `NAME, ROLE`; also at an Arabic, Chinese or Japanese comma. */
function splitAuthor(text: string): { name: string; role?: string } {
  const comma = text.search(COMMAS);
  if (comma === -1) return { name: text };
  const role = text.slice(comma + 1).trim();
  return omitUndefined({ name: text.slice(0, comma), role: role || undefined });
}

function hasOneAddress({ file, url }: { file?: string | undefined; url?: string | undefined }): boolean {
  return (file === undefined) !== (url === undefined);
}

/** The message for a value that is not a mapping. Unknown fields have a message of their own. */
function shape(expected: string): { error: (issue: { readonly code: string }) => string | undefined } {
  return { error: (issue) => (issue.code === 'invalid_type' ? expected : undefined) };
}
