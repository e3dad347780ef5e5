import { z } from 'zod';
import { findCanonicalTag } from '../model/language.ts';
import { toPlainText } from './plain-text.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** Names of sources that an entry cannot take: `import` is where single files go that belong to no source. */
const RESERVED_IDS: readonly string[] = ['import'];

/** A line of plain text that says something. */
export const textSchema = z
  .string('text, in quotes where it looks like a number')
  .transform(toPlainText)
  .refine(Boolean, 'text');

/** A BCP 47 language tag, in its canonical form. */
export const languageSchema = z
  .string('a language tag such as en or pt-BR')
  .refine((tag) => LANGUAGE.test(tag) && findCanonicalTag(tag) !== undefined, 'a language tag such as en or pt-BR')
  .transform((tag) => findCanonicalTag(tag) ?? tag);

/** A category or tag as people read it. Years are numbers to YAML. */
export const labelSchema = z
  .union([z.string(), z.number().transform(String)], 'text')
  .transform(toPlainText)
  .refine((label) => /[\p{L}\p{N}]/u.test(label), 'text with a letter or digit in it');

/** What every kind of source says of itself in `sources.yaml`. */
export const SOURCE_FIELDS = {
  id: z
    .string('a name of small letters, digits and hyphens')
    .regex(ID, 'a name of small letters, digits and hyphens')
    .refine((id) => !RESERVED_IDS.includes(id), `a name other than ${RESERVED_IDS.join(', ')}`),
  folder: z.string('a folder, relative to this file').trim().min(1, 'a folder, relative to this file'),
  language: languageSchema.default('en'),
  categories: z.array(labelSchema, 'a list of categories').default([]),
};
