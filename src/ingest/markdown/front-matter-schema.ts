import { z } from 'zod';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { slugify } from '../../model/term.ts';
import { momentSchema } from '../moment.ts';
import { labelSchema, languageSchema, textSchema, toPlainText } from '../source-fields.ts';

const WEB_URL = 'an absolute http or https URL';

const webUrl = z.string(WEB_URL).transform((text, context) => {
  const url = URL.parse(text.trim());
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  context.addIssue({ code: 'custom', message: WEB_URL });
  return z.NEVER;
});

const FILE_PATH = 'the path of a file, relative to the article';
const filePath = z.string(FILE_PATH).trim().min(1, FILE_PATH);

const author = z.preprocess(
  (value) => (typeof value === 'string' ? splitAuthor(value) : value),
  z.strictObject(
    { name: textSchema, role: textSchema.optional(), url: webUrl.optional() },
    shape('a name, "NAME, ROLE", or name, role and url'),
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
    shape('an image with file or url, and alt'),
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
    shape('audio with file or url'),
  )
  .refine(hasOneAddress, 'either file or url');

const correction = z.preprocess(
  (value) => (typeof value === 'string' ? { text: value } : value),
  z.strictObject({ text: textSchema, at: momentSchema.optional() }, shape('text, or text and at')),
);

const retraction = z.preprocess(
  (value) => (typeof value === 'string' ? { reason: value } : value),
  z.strictObject({ reason: textSchema, at: momentSchema.optional() }, shape('a reason, or reason and at')),
);

export const frontMatterSchema = z
  .strictObject(
    {
      title: textSchema,
      slug: z.string('text').transform(slugify).refine(Boolean, 'text with a letter or digit in it').optional(),
      authors: z.array(author, 'a list of authors').default([]),
      dateline: textSchema.optional(),
      categories: z.array(labelSchema, 'a list of categories').optional(),
      tags: z.array(labelSchema, 'a list of tags').default([]),
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
      embargo: momentSchema.optional(),
      correction: correction.optional(),
      retraction: retraction.optional(),
    },
    shape('fields such as title and date'),
  )
  .refine(({ state, retraction: given }) => state !== 'retracted' || given !== undefined, {
    path: ['retraction'],
    message: 'the reason, since the article is retracted',
  })
  .refine(({ state, retraction: given }) => state === 'retracted' || given === undefined, {
    path: ['state'],
    message: 'retracted, since there is a retraction',
  });

/** Checked front matter. Dates are not yet resolved, and files not yet read. */
export type FrontMatter = z.infer<typeof frontMatterSchema>;

/** Splits `NAME, ROLE`; also at an Arabic, Chinese or Japanese comma. */
function splitAuthor(text: string): { name: string; role?: string } {
  const comma = text.search(/[,،，、]/);
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
