import { z } from 'zod';
import { SOURCE_FIELDS } from '../source-fields.ts';

/** A folder of Markdown files with front matter, in `sources.yaml`. */
export const markdownSourceSchema = z.strictObject({ ...SOURCE_FIELDS, kind: z.literal('markdown') });
export type MarkdownSource = Readonly<z.infer<typeof markdownSourceSchema>>;

/** The endings of the files that a Markdown source takes. */
export const MARKDOWN_EXTENSIONS: readonly string[] = ['.md', '.markdown'];
