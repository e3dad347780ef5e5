import { z } from 'zod';
import { findCanonicalTag } from '../model/language.ts';
import { toXmlText } from '../model/xml-text.ts';

/** The source of files that are in no source's folder (`tidings import`). */
export const IMPORT_SOURCE_ID = 'import';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** One line of plain text: white space collapsed, characters removed that XML does not allow. */
export function toPlainText(text: string): string {
  return toXmlText(text).replace(/\s+/g, ' ').trim();
}

/** A line of plain text that is not empty. */
export const textSchema = z
  .string({ error: ({ input }) => (input === undefined ? 'text' : 'text, in quotation marks') })
  .transform(toPlainText)
  .refine(Boolean, 'text');

/** A BCP 47 language tag; the result is in canonical form. */
export const languageSchema = z
  .string('a language tag such as en or pt-BR')
  .refine((tag) => LANGUAGE.test(tag) && findCanonicalTag(tag) !== undefined, 'a language tag such as en or pt-BR')
  .transform((tag) => findCanonicalTag(tag) ?? tag);

/** The label of a category or tag. */
export const labelSchema = z
  .string('text')
  .transform(toPlainText)
  .refine((label) => /[\p{L}\p{N}]/u.test(label), 'text with a letter or digit in it');

export const SOURCE_FIELDS = {
  id: z
    .string('lower-case letters, digits and hyphens')
    .regex(ID, 'lower-case letters, digits and hyphens')
    .refine((id) => id !== IMPORT_SOURCE_ID, `a name other than ${IMPORT_SOURCE_ID}`),
  language: languageSchema.default('en'),
  categories: z.array(labelSchema, 'a list of categories').default([]),
};
