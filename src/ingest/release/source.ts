import { z } from 'zod';
import { createFolderKind, FOLDER_FIELDS } from '../folder/folder-kind.ts';
import { trailingRuleSchema } from './trailing-rule.ts';

const schema = z.strictObject({
  ...FOLDER_FIELDS,
  kind: z.literal('release'),
  trailing: z.array(trailingRuleSchema, 'a list of rules, each starts-with or matches').default([]),
});
export type ReleaseSource = Readonly<z.infer<typeof schema>>;

/** A folder of newswire releases in plain text. */
export const releaseKind = createFolderKind({
  kind: 'release',
  schema,
  extensions: ['.txt', '.eml'],
  loadReader: () => import('./read-article.ts'),
});
