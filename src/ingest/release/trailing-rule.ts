import { z } from 'zod';

/** A rule for what is dropped behind the body, as a source's entry states it; neither kind minds capitals. */
export type TrailingRule = { readonly 'starts-with': string } | { readonly matches: string };

/** Whether a paragraph is one that the rules name. */
type TrailingTest = (text: string) => boolean;

/**
 * The schema of one rule: either the words with which a paragraph begins, or a regular expression (JavaScript's, with the flags `i` and `u`)
 * that it matches. An expression that matches an empty text would take every paragraph, and is refused.
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

/**
 * One test for all rules. A paragraph is tried as it stands and without the emoji, bullets and arrows in front of it; `bare` is the
 * latter. A rule with a malformed expression, which the schema does not let pass, matches nothing.
 */
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
