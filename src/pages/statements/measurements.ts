import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const RESULTS = join(import.meta.dirname, '../../../bench/results.json');

const SCHEMA = z.object({
  machine: z.object({ cpu: z.string(), cores: z.number(), node: z.string() }),
  experiments: z.record(
    z.string(),
    z.object({
      title: z.string(),
      measuredAt: z.iso.datetime(),
      verdicts: z.array(z.object({ what: z.string(), bar: z.string(), measured: z.string(), met: z.boolean() })),
    }),
  ),
});

const JSON_TEXT = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('expected JSON');
      return z.NEVER;
    }
  })
  .pipe(SCHEMA);

export type Measurements = z.infer<typeof SCHEMA>;

/** The results of the last `npm run bench`; `undefined` where there are none or the file is damaged. */
export function loadMeasurements(file = RESULTS): Measurements | undefined {
  if (!existsSync(file)) return undefined;
  return JSON_TEXT.safeParse(readFileSync(file, 'utf8')).data;
}
