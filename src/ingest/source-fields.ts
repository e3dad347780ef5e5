import { z } from 'zod';
import { findCanonicalTag } from '../model/language.ts';
import { toPlainText } from './plain-text.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** `import` is the source of single files that belong to no configured source (`tidings import`). */
const RESERVED_IDS: readonly string[] = ['import'];

/** A line of plain text that is not empty. */
export const textSchema = z
  .string('text, in quotes where it looks like a number')
  .transform(toPlainText)
  .refine(Boolean, 'text');

/** A BCP 47 language tag; the result is in canonical form. */
export const languageSchema = z
  .string('a language tag such as en or pt-BR')
  .refine((tag) => LANGUAGE.test(tag) && findCanonicalTag(tag) !== undefined, 'a language tag such as en or pt-BR')
  .transform((tag) => findCanonicalTag(tag) ?? tag);

/** The label of a category or tag. A year is a number in YAML. */
export const labelSchema = z
  .union([z.string(), z.number().transform(String)], 'text')
  .transform(toPlainText)
  .refine((label) => /[\p{L}\p{N}]/u.test(label), 'text with a letter or digit in it');

/** The fields of every kind of source in `sources.yaml`. */
export const SOURCE_FIELDS = {
  id: z
    .string('lower-case letters, digits and hyphens')
    .regex(ID, 'lower-case letters, digits and hyphens')
    .refine((id) => !RESERVED_IDS.includes(id), `a name other than ${RESERVED_IDS.join(', ')}`),
  language: languageSchema.default('en'),
  categories: z.array(labelSchema, 'a list of categories').default([]),
};
