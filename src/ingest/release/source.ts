import { z } from 'zod';
import { SOURCE_FIELDS } from '../source-fields.ts';
import { trailingRuleSchema } from './trailing-rule.ts';

/** A folder of plain-text releases, in `sources.yaml`. */
export const releaseSourceSchema = z.strictObject({
  ...SOURCE_FIELDS,
  kind: z.literal('release'),
  trailing: z.array(trailingRuleSchema, 'a list of rules, each starts-with or matches').default([]),
});
export type ReleaseSource = Readonly<z.infer<typeof releaseSourceSchema>>;

/** The endings of the files that a release source takes. */
export const RELEASE_EXTENSIONS: readonly string[] = ['.txt'];
