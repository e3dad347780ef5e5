import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOnly, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules whose answer a change of colours alone can alter. */
const COLOURS: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
/** Only what is wrong comes out of the browser: the list of all that is right takes longer to send than to make. */
const READ =
  '({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)].join("  "))';

/**
 * What axe-core finds on the page, or in what a selector names (`within`), against WCAG 2.2 A and AA and its own best practices, which are for whole
 * pages (`practices`), in the page's frames as well (`frames`); with `colours`, against the rules about colours alone.
 */
export async function findViolations(
  page: Page,
  { within = ':root', practices = true, frames = true, colours = false } = {},
): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const options: RunOptions = {
    runOnly: colours ? COLOURS : [...STANDARDS, ...(practices ? ['best-practice'] : [])],
    iframes: frames,
    resultTypes: ['violations'],
  };
  return page.evaluate(`axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}).then(${READ})`);
}
