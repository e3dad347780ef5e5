import { z } from 'zod';

/** A source's rule for trailing matter. Capitals do not matter. */
export type TrailingRule = { readonly 'starts-with': string } | { readonly matches: string };

type TrailingTest = (text: string) => boolean;

/**
 * The schema of a rule: the text at the start of a paragraph, or a JavaScript regular expression (flags `i` and `u`). An expression that matches
 * an empty text is refused, since it would match every paragraph.
 */
export const trailingRuleSchema: z.ZodType<TrailingRule> = z
  .strictObject(
    {
      'starts-with': z
        .string('some text that a paragraph begins with')
        .trim()
        .min(1, 'some text that a paragraph begins with')
        .optional(),
      matches: z
        .string('a regular expression')
        .refine((pattern) => compile(pattern) !== undefined, 'a JavaScript regular expression (flags i and u)')
        .refine(
          (pattern) => compile(pattern)?.test('') !== true,
          'a regular expression that does not match an empty text',
        )
        .optional(),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'a rule: starts-with or matches' : undefined) },
  )
  .transform((rule, context): TrailingRule => {
    const { 'starts-with': start, matches } = rule;
    if (start !== undefined && matches === undefined) return { 'starts-with': start };
    if (matches !== undefined && start === undefined) return { matches };
    if (context.issues.length === 0) context.addIssue({ code: 'custom', message: 'either starts-with or matches' });
    return z.NEVER;
  });

/** Builds one test for all rules. `bare` is the paragraph without leading emoji, bullets and arrows; a rule can match either. */
export function buildTrailingTest(rules: readonly TrailingRule[]): (text: string, bare: string) => boolean {
  const tests = rules.map((rule): TrailingTest => {
    if ('matches' in rule) {
      const expression = compile(rule.matches);
      return (text) => expression?.test(text) ?? false;
    }
    const start = rule['starts-with'].toLowerCase();
    return (text) => text.toLowerCase().startsWith(start);
  });
  return (text, bare) => tests.some((test) => test(text) || test(bare));
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    return undefined;
  }
}
