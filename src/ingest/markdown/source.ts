import { z } from 'zod';
import { createFolderKind, FOLDER_FIELDS } from '../folder/folder-kind.ts';

const schema = z.strictObject({ ...FOLDER_FIELDS, kind: z.literal('markdown') });
export type MarkdownSource = Readonly<z.infer<typeof schema>>;

export const markdownKind = createFolderKind({
  kind: 'markdown',
  schema,
  extensions: ['.md', '.markdown'],
  loadReader: () => import('./read-article.ts'),
});
