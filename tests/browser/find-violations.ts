import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOnly, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules that a change of colours can break. */
const COLOUR_RULES: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
/** In the page: only violations leave the browser. Sending all results takes longer than the check. */
const LIST_VIOLATIONS =
  '({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)].join("  "))';

/**
 * Lists violations of WCAG 2.2 A and AA that axe-core finds: each as the rule's name and the elements. `within` is a selector,
 * `practices` adds axe-core's best practices, `frames` includes iframes, and `colours` checks the rules about colours only.
 */
export async function findViolations(
  page: Page,
  { within = ':root', practices = true, frames = true, colours = false } = {},
): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const options: RunOptions = {
    runOnly: colours ? COLOUR_RULES : [...STANDARDS, ...(practices ? ['best-practice'] : [])],
    iframes: frames,
    resultTypes: ['violations'],
  };
  return page.evaluate(`axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}).then(${LIST_VIOLATIONS})`);
}
